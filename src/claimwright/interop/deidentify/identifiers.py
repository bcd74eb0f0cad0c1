"""The eighteen identifiers of 45 CFR 164.514(b)(2)(i), A to R, and what is done about each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple


class Identifier(NamedTuple):
    """``letter`` of the rule; ``name`` in our words; ``mark``: what stands in its place in a text; ``does``: what is done."""

    letter: str
    name: str
    mark: str
    does: str


_TABLE = tomllib.loads((Path(__file__).parent / "identifiers.toml").read_text("utf-8"))
IDENTIFIERS: dict[str, Identifier] = {letter: Identifier(letter, **row) for letter, row in _TABLE.items()}
