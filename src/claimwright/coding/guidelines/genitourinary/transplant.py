"""A transplanted organ: its status alone, or a documented complication alone; kidney disease after it is none (I.C.14.a.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import RECORD, beside, line_at, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.14.a.2",
    title="Transplant and its complications",
    sections=(
        "I.C.14.a.2",
        "I.C.19.g.3",
        "I.C.21.c.3",
    ),
    order=69,
)
ORGANS = {"T86.1": "Z94.0", "T86.2": "Z94.1", "T86.3": "Z94.3", "T86.4": "Z94.4", "T86.81": "Z94.2", "T86.5": "Z94.84", "T86.0": "Z94.81"}
"""Complication of a transplanted organ -> its status."""
_TRANSPLANT = re.compile(r"(?:kidney|renal) transplant\w*(?! (?:evaluation|list|candidate|referral|workup|work-up))", re.I)
_NOT_YET = re.compile(r"\b(?:evaluat\w+|list\w*|candidate|refer\w*|await\w*|consider\w*|discuss\w*|donor)\b", re.I)


def apply(case: Case) -> Changes:
    """No status beside a complication of the same organ; status beside chronic kidney disease after a transplant."""
    for wrong, status in ORGANS.items():
        if case.codes(wrong) and status in case.findings:
            yield Removal(status, "replaced-by-combination", "a complication of the transplant is reported")
    if case.codes("N18.") and not case.codes("T86.1", "Z94.0"):
        words = said(case, ("transplant",), _TRANSPLANT, RECORD, asserted=False)
        words = tuple(span for span in words if (line := line_at(case, span)) and not _NOT_YET.search(line.text))
        if words:
            yield beside("Z94.0", words, "Transplant", "kidney", "status")


EXAMPLES = (
    note("HISTORY\nKidney transplant in 2015.\n\nASSESSMENT\n1. CKD stage 3a.", codes=("N18.31", "Z94.0"), absent=("T86.10", "T86.19")),
    note("ASSESSMENT\n1. Kidney transplant rejection.\n2. Kidney transplant status.", codes=("T86.11",), absent=("Z94.0",)),
    note("ASSESSMENT\n1. CKD stage 5, referred for kidney transplant evaluation.", codes=("N18.5",), absent=("Z94.0",)),
)
