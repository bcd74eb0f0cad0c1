"""Abuse: confirmed T74 or suspected T76 before the injuries it left (I.C.19.f)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, First, Guideline, note

RULE = Guideline(
    id="icd10cm-guideline-I.C.19.f",
    title="Abuse, neglect, maltreatment",
    sections=(
        "I.C.19.f",
        "I.C.20.g",
    ),
    order=85,
)


def apply(case: Case) -> Changes:
    """Lead with T74 or T76 of the current encounter."""
    found = case.codes("T74", "T76")
    if found and not case.first and found[0].code.endswith("A"):
        yield First(found[0].code)


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Contusion of left forearm.\n2. Child physical abuse, confirmed.", codes=("T74.12XA", "S50.12XA"), first="T74.12XA"
    ),
    note("ASSESSMENT\n1. Contusion of left forearm.\n2. Hypertension.", codes=("S50.12XA",), absent=("T74.12XA",), first="S50.12XA"),
)
