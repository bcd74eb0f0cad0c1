"""Myocardial infarction: I21 up to four weeks, I25.2 after them when no care is needed for it (I.C.9.e.1)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.9.e.1", title="Age of a myocardial infarction", sections=("I.C.9.e.1",), order=36)
_MI = r"(?:myocardial infarction|\bmi\b|n?stemi|heart attack)"
_OLD = re.compile(
    rf"{_MI}[^.;\n]{{0,25}}(?:(?:[5-9]|[1-9]\d) weeks? ago|(?:\d+|one|two|three|four|five|six|several) (?:months?|"
    rf"years?) ago|last (?:year|summer|winter|spring|fall)|in (?:19|20)\d\d)",
    re.I,
)


def apply(case: Case) -> Changes:
    """I25.2 for an infarction that its statement places more than four weeks back."""
    for found in case.codes("I21"):
        if words := together(case, found, said(case, ("infarct", "mi", "stemi", "attack"), _OLD, STORY, asserted=False)):
            yield instead(found, "I25.2", words, ("Infarct", "myocardium", "healed or old"))


EXAMPLES = (
    note("ASSESSMENT\n1. NSTEMI 8 weeks ago.", codes=("I25.2",), absent=("I21.4",)),
    note("ASSESSMENT\n1. NSTEMI 2 weeks ago.", codes=("I21.4",), absent=("I25.2",)),
)
