"""Images made with older equipment: the technical part is paid less (modifiers FX, FY and CT).

SSA 1848(b)(9) (film, computed radiography) and 1834(p) (computed tomography); MLN Matters MM9727 and MM10188. The lesser of fee and cap
on imaging is compared first; where film and computed radiography are both stated, film comes first.
"""

from __future__ import annotations

from decimal import Decimal

from claimwright.core import Money

from . import formula
from .draft import Draft
from .modifiers import component
from .year import rules

SOURCES = {"FX": "SSA 1848(b)(9)(A); MM9727", "FY": "SSA 1848(b)(9)(B); MM10188", "CT": "SSA 1834(p)"}
"""In the order in which they are applied."""


def reduce(draft: Draft) -> None:
    """Take the reduction off the technical part of the amount so far; the professional part alone is not touched."""
    for modifier, source in SOURCES.items():
        if modifier in draft.request.modifiers and (technical := _technical(draft)):
            percent = rules().percent.equipment[modifier]
            off = technical - Money.of(technical.dollars * percent / 100)
            words = "older imaging equipment (modifier {}): {} % of the technical part {}"
            draft.set(max(Money(0), draft.amount - off), words, modifier, percent, technical, source=source)


def _technical(draft: Draft) -> Money:
    """The technical part of the amount so far: all of it, none, or the component's fee under the cap."""
    part, pctc = component(draft.request.modifiers), draft.row.pctc
    if part == "TC" or pctc == "3":
        return draft.amount
    row = draft.component("TC")
    if part == "26" or row is None:
        return Money(0)
    cap = formula.cap_of(row, draft.where, draft.conversion_factor, facility=draft.facility)
    fee = draft.fee(row) if cap is None else min(draft.fee(row), cap)
    return Money.of(fee.dollars * Decimal(draft.request.units))
