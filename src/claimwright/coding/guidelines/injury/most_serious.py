"""Several injuries: the most serious comes first; nerves and vessels follow the injury they belong to (I.C.19.b)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, First, Guideline, note

RULE = Guideline(
    id="icd10cm-guideline-I.C.19.b.2",
    title="Most serious injury first",
    sections=(
        "I.C.19.b",
        "I.C.19.b.2",
    ),
    order=84,
)
RANK = {"0": 0, "1": 2, "2": 5, "3": 3, "4": 1, "5": 1, "6": 3, "7": 6, "8": 7, "9": 3}
"""Third character of S codes (kind of injury) -> how serious: superficial, open wound, fracture, dislocation, ..., crush, amputation."""
INTERNAL = ("S06.1", "S06.2", "S06.3", "S06.4", "S06.5", "S06.6", "S26", "S27", "S36", "S37", "S25", "S35")


def apply(case: Case) -> Changes:
    """Lead with a far more serious injury where a slight one, or a nerve or vessel of the same part, stands first."""
    injuries = [one for one in case.codes("S") if len(one.code) == 8 and one.code[-1] in "ABC"]
    if len(injuries) < 2 or case.first:
        return
    worst = max(injuries, key=lambda one: (_rank(one.code), -one.order[0], -one.order[1]))
    if _rank(worst.code) - _rank(injuries[0].code) >= 3:
        yield First(worst.code)


def _rank(code: str) -> int:
    return 9 if code.startswith(INTERNAL) else 4 if code.startswith("S06") else RANK[code[2]]


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Abrasion of right elbow.\n2. Closed fracture of shaft of left femur.",
        codes=("S50.311A", "S72.302A"),
        first="S72.302A",
    ),
    note(
        "ASSESSMENT\n1. Left ankle sprain.\n2. Abrasion of right elbow.",
        codes=("S93.402A", "S50.311A"),
        first="S93.402A",
        absent=("S90.512A",),
    ),
)
