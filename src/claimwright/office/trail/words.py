"""What a tag of the trail says in words."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

WORDS: dict[str, str] = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))


def told(detail: str) -> str:
    """The facts of an event as people read them; what is no whole JSON (it was cut) as it is."""
    try:
        facts = json.loads(detail)
    except ValueError:
        return detail
    return ", ".join(f"{name} {_plain(value)}" for name, value in facts.items())


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(f"{name} {item}" for name, item in value.items())
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)


def said(tag: str) -> str:
    """The words for a tag; a tag without words speaks for itself."""
    return WORDS.get(tag, "")
