"""Sequela: the condition that is left comes first, the code of the past injury with S follows (I.B.10, I.C.19.a)."""

from __future__ import annotations

from ...case import Case
from ...ordering import in_order
from ..model import Changes, First, Guideline, note

RULE = Guideline(
    id="icd10cm-guideline-I.B.10",
    title="Sequela after its residual",
    sections=(
        "I.B.10",
        "I.C.19.a",
    ),
    order=89,
)


def apply(case: Case) -> Changes:
    """Another condition before a leading code that ends in S."""
    ordered = in_order(case)
    if len(ordered) > 1 and ordered[0].code[0] in "ST" and ordered[0].code.endswith("S"):
        other = next((one for one in ordered[1:] if one.code[0] not in "STVWXYZ"), None)
        if other:
            yield First(other.code)


EXAMPLES = (
    note("ASSESSMENT\n1. Sequela of fracture of right distal radius.\n2. Right wrist pain.", codes=("M25.531",), first="M25.531"),
    note(
        "ASSESSMENT\n1. Closed fracture of right distal radius.\n2. Hypertension.",
        codes=("S52.501A", "I10"),
        first="S52.501A",
        absent=("S52.501S",),
    ),
)
