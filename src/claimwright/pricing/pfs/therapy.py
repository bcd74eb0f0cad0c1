"""Therapy (indicator 5): practice expense at half for every unit of the day but the one with the dearest practice expense.

SSA 1848(b)(7); Pub. 100-04, chapter 5, section 10.7. All disciplines of the day count together; of equal expenses the dearer fee leads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from claimwright.core import Money

from .draft import Draft
from .year import rules

THERAPY = "5"
SOURCE = "SSA 1848(b)(7); Pub. 100-04, ch. 5, 10.7"


def reduce(drafts: Iterable[Draft]) -> None:
    """Reduce the therapy among these services; one alone with several units too."""
    days: defaultdict[object, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.row.multiple == THERAPY:
            days[draft.request.date].append(draft)
    for group in days.values():
        ranked = sorted(group, key=lambda draft: (-_expense(draft), -draft.fee(draft.row), draft.number))
        for place, draft in enumerate(ranked):
            _reduced(draft, first=place == 0)


def _expense(draft: Draft) -> Decimal:
    return draft.row.facility_pe if draft.facility else draft.row.nonfacility_pe


def _reduced(draft: Draft, *, first: bool) -> None:
    units = draft.request.units
    rest = units - 1 if first else units
    if rest <= 0:
        return
    left = rules().percent.therapy_practice_expense
    less = draft.fee(draft.row, left / 100)
    whole = draft.fee(draft.row) if first else Money(0)
    draft.set(whole + Money.of(less.dollars * rest), "{} units with practice expense at {} %: {} each", rest, left, less, source=SOURCE)
