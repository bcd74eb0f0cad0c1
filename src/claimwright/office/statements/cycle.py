"""The dunning cycle of ``cycle.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from claimwright.core import Money


@cache
def cycle() -> dict[str, Any]:
    """The levels and their limits; amounts as money."""
    found = tomllib.loads((Path(__file__).parent / "cycle.toml").read_text("utf-8"))
    return found | {"smallest": Money.parse(found["smallest"]), "least": Money.parse(found["least"])}


def level_name(level: int) -> str:
    """What a letter of a level (from 1) is called."""
    return str(cycle()["level"][level - 1]["name"])
