"""One element of medical decision making: its level and the words that made it."""

from __future__ import annotations

from claimwright.core import Evidence, Value

LEVELS = ("straightforward", "low", "moderate", "high")
RANK = {"minimal": 0, "none": 0, "straightforward": 0, "low": 1, "limited": 1, "moderate": 2, "high": 3, "extensive": 3}


class Element(Value, frozen=True):
    """``level`` in the element's own word (data says limited and extensive where the others say low and high)."""

    level: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def rank(self) -> int:
        """0 straightforward, 1 low, 2 moderate, 3 high."""
        return RANK[self.level]
