"""The type of diabetes is the one that the record states, wherever it does; complications take that type (I.C.4.a, I.C.4.a.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, lines_of, said

RULE = Guideline(id="icd10cm-guideline-I.C.4.a-type", title="Type of diabetes told elsewhere", sections=("I.C.4.a", "I.C.4.a.2"), order=9)
_FIRST = re.compile(r"\b(?:type (?:1|i|one) (?:diabet\w+|dm)|t1dm?|dm ?1|dmi|iddm|diabetes mellitus type 1)\b", re.I)
_SECOND = re.compile(r"\b(?:type (?:2|ii|two)|t2dm?|dm ?2|dmii|niddm)\b", re.I)
STEMS = ("type 1", "type i ", "type one", "t1d", "dm1", "dm 1", "dmi", "iddm")


def apply(case: Case) -> Changes:
    """E10 in place of E11, where the record says type 1 and never type 2."""
    if not case.codes("E11.") or said(case, ("type 2", "type ii", "type two", "t2d", "dm2", "dm 2", "dmii", "niddm"), _SECOND, None):
        return
    words = said(case, STEMS, _FIRST, RECORD)
    for found in case.codes("E11.") if words else ():
        code = f"E10{found.code[3:]}"
        if case.billable(code) and not any(_SECOND.search(line.text) for line in lines_of(case, found)):
            yield instead(found, code, words, ("Diabetes", "type 1"))


EXAMPLES = (
    note("HPI\nT1DM since age 9.\n\nASSESSMENT\n1. DKA.", codes=("E10.10",), absent=("E11.10",)),
    note("HPI\nDiabetes since age 49.\n\nASSESSMENT\n1. DKA.", codes=("E11.10",), absent=("E10.10",)),
)
