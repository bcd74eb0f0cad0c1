"""Segments and their qualifiers in a biller's words (ours, ``names.toml``), for ``show``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

SAME = {"AK5": "IK5"}
"""Segments whose qualifiers are those of another one: the answer of a 997 and that of a 999."""


@cache
def _names() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "names.toml").read_text("utf-8"))


def name(elements: list[str], component: str) -> str:
    """What a segment is, in words."""
    names, segment = _names(), elements[0]
    known = names["qualified"].get(SAME.get(segment, segment), {})
    at = names["at"].get(segment, 1)
    qualifier = elements[at].split(component)[0] if at < len(elements) else ""
    return str(known.get(qualifier) or names["segments"].get(segment, ""))
