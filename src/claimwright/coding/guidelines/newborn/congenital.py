"""A malformation is coded at any age while it is there; one that was corrected is history (I.C.17, I.C.21.c.4)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, lines_of, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.17",
    title="Congenital malformation, present or corrected",
    sections=(
        "I.C.17",
        "I.C.21.c.4",
    ),
    order=33,
)
_CORRECTED = re.compile(
    r"(?:surgically |fully |status post |s/p )?(?:corrected|repaired)|status post (?:\w+ ){0,3}repair|"
    r"s/p (?:\w+ ){0,3}repair|(?:surgical )?repair in (?:infancy|childhood|(?:19|20)\d\d)",
    re.I,
)
HISTORY = {
    "Q2": "Z87.74",
    "Q35": "Z87.730",
    "Q36": "Z87.730",
    "Q37": "Z87.730",
    "Q54": "Z87.710",
    "Q53": "Z87.718",
    "Q39": "Z87.738",
    "Q42": "Z87.738",
    "Q43": "Z87.738",
    "Q65": "Z87.768",
    "Q66": "Z87.761",
    "Q79": "Z87.761",
}
"""Malformation -> personal history of a corrected one (tabular list, Z87.7)."""
RESIDUAL = re.compile(r"residual|partially|partial repair|palliat\w+|await\w*|to be repaired|planned|scheduled", re.I)


def apply(case: Case) -> Changes:
    """Z87.7- where the statement says corrected and nothing of it is left."""
    for found in case.codes("Q"):
        code = next((history for stem, history in HISTORY.items() if found.code.startswith(stem)), None)
        words = together(case, found, said(case, ("correct", "repair"), _CORRECTED, STORY, asserted=False))
        if code and words and case.billable(code) and not any(RESIDUAL.search(line.text) for line in lines_of(case, found)):
            yield instead(found, code, words, ("History", "personal", "corrected congenital malformation"))


EXAMPLES = (
    note("ASSESSMENT\n1. Ventricular septal defect, surgically repaired.", codes=("Z87.74",), absent=("Q21.0",)),
    note("ASSESSMENT\n1. Ventricular septal defect.", codes=("Q21.0",), absent=("Z87.74",)),
)
