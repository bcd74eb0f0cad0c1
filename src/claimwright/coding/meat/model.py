"""What a review of risk-adjusting conditions says."""

from __future__ import annotations

from typing import Literal

from claimwright.core import Evidence, Value

Element = Literal["monitored", "evaluated", "assessed", "treated"]


class ConditionSupport(Value, frozen=True, kw_only=True):
    """A coded condition that adjusts risk.

    ``categories``: model and category of the payment year ("V28 37"); ``elements``: the words that show each; none means that the
    record only lists it.
    """

    code: str
    title: str
    categories: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    elements: dict[Element, tuple[Evidence, ...]]

    @property
    def supported(self) -> bool:
        """Whether at least one element is there."""
        return bool(self.elements)


class Deletion(Value, frozen=True, kw_only=True):
    """A code that should not be reported from this record. ``reason``: not-documented, only-listed, or why its words do not count."""

    code: str
    reason: str
    evidence: tuple[Evidence, ...] = ()


class Suspect(Value, frozen=True, kw_only=True):
    """Signs of a condition that the record does not name: a reason to look and perhaps to ask, never a code."""

    family: str
    title: str
    signs: tuple[Evidence, ...]


class RiskReview(Value, frozen=True, kw_only=True):
    """The review of one encounter: what is supported, what should go, what to look at."""

    conditions: tuple[ConditionSupport, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    suspects: tuple[Suspect, ...] = ()
