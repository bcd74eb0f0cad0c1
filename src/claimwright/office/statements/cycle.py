"""The dunning cycle: what a practice has chosen, or else that of ``cycle.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from claimwright.core import Money, convert
from claimwright.core.struct import Sparse


class Step(Sparse, frozen=True, kw_only=True):
    """A letter: its name, how many days after the one before it goes out, and what it says before its due date."""

    name: str
    after: int = 0
    words: str


class Cycle(Sparse, frozen=True, kw_only=True):
    """The letters and their limits: ``cycle.toml`` says what each means."""

    smallest: Money
    due: int
    grace: int
    least: Money
    instalments: int
    dispute: str
    level: tuple[Step, ...]

    def name_of(self, level: int) -> str:
        """What a letter of a level (from 1) is called."""
        return self.level[level - 1].name


@cache
def usual() -> Cycle:
    """The cycle of a practice that has chosen none."""
    return convert(tomllib.loads((Path(__file__).parent / "cycle.toml").read_text("utf-8")), Cycle)
