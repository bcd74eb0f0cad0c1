"""Hypertensive heart disease with heart failure takes a second code for the kind of failure (I.C.9.a.1, I.C.9.a.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import beside, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.9.a.1-kind", title="Kind of heart failure", sections=("I.C.9.a.1", "I.C.9.a.3"), order=46)
_FAILURE = re.compile(r"heart failure|\bC?HF\b", re.I)


def apply(case: Case) -> Changes:
    """I50.9 where the combined code's own words are all that is said of the failure."""
    if case.codes("I50"):
        return
    for found in case.codes("I11.0", "I13.0", "I13.2"):
        if words := together(case, found, said(case, ("heart failure", "hf"), _FAILURE)):
            yield beside("I50.9", words, "Failure", "heart")
            return


EXAMPLES = (
    note("ASSESSMENT\n1. Hypertensive heart disease with CHF.", codes=("I11.0", "I50.9"), first="I11.0"),
    note("ASSESSMENT\n1. Hypertensive heart disease.", codes=("I11.9",), absent=("I50.9",)),
)
