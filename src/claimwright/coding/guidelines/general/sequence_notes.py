"""The notes "code first" and "use additional code" order two codes: what a note puts second never leads (I.A.13, I.B.7)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from ...case import Case, Finding
from ...ordering import in_order
from ..model import Changes, First, Guideline, note

RULE = Guideline(
    id="icd10cm-guideline-I.A.13",
    title="Order by the notes",
    sections=(
        "I.A.13",
        "I.A.17",
        "I.B.7",
    ),
    order=93,
)


def apply(case: Case) -> Changes:
    """Put the code that the notes name first before a leading code that they put behind it; a manifestation gives way in any case."""
    ordered = in_order(case)
    if len(ordered) < 2:
        return
    book, lead = case.books.icd10cm, ordered[0]
    seen = {lead.code}
    while leader := next((one for one in ordered if one.code not in seen and _before(case, one, lead)), None):
        lead = leader
        seen.add(lead.code)
    if lead is ordered[0] and book.is_manifestation(lead.code, case.on):
        lead = next((one for one in ordered if not book.is_manifestation(one.code, case.on)), lead)
    if lead is not ordered[0]:
        yield First(lead.code)


def _before(case: Case, one: Finding, other: Finding) -> bool:
    if one.code[0] in "ZR" and other.code[0] not in "ZR":
        return False
    return _precedes(case.books.icd10cm, one.code, other.code, case.on)


@lru_cache(maxsize=65536)
def _precedes(book: Any, one: str, other: str, on: date) -> bool:
    order = book.sequence(one, other, on)
    if order is None or order.first != one:
        return False
    return any(note.kind == "code-first" or "-" not in note.at for note in order.notes)  # what a whole block asks to add orders nothing


EXAMPLES = (
    note("ASSESSMENT\n1. Anemia in chronic kidney disease.\n2. CKD stage 3b.", codes=("D63.1", "N18.32"), first="N18.32"),
    note("ASSESSMENT\n1. Hypertension.\n2. Gout.", codes=("I10", "M10.9"), first="I10", absent=("M10.00",)),
)
