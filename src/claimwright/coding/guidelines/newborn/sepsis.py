"""Sepsis of a newborn is P36 with its organism in the code (I.C.16.f)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, said

RULE = Guideline(id="icd10cm-guideline-I.C.16.f", title="Sepsis of the newborn", sections=("I.C.16.f",), order=25)
_YOUNG = re.compile(r"newborn|neonat\w+|(?:\d{1,2}|[a-z]+)[- ]days?[- ]old", re.I)
ORGANISMS = {"A40.1": "P36.0", "A41.01": "P36.2", "A41.02": "P36.2", "A41.51": "P36.4", "A41.4": "P36.5", "A40": "P36.19", "A41.9": "P36.9"}
"""Sepsis of any age -> of the newborn (tabular list, P36)."""


def apply(case: Case) -> Changes:
    """P36 for A40 or A41 in the first 28 days."""
    if (case.patient.age or 0) > 0:
        return
    for found in case.codes("A40", "A41"):
        code = next((new for old, new in ORGANISMS.items() if found.code.startswith(old)), "P36.8")
        if words := said(case, ("newborn", "neonat", "day-old", "day old", "days old"), _YOUNG, RECORD):
            yield instead(found, code, words, ("Sepsis", "newborn"))


EXAMPLES = (
    note("HPI\n5-day-old boy with fever.\n\nASSESSMENT\n1. Sepsis.", codes=("P36.9",), absent=("A41.9",), age=0),
    note("ASSESSMENT\n1. Sepsis.", codes=("A41.9",), absent=("P36.9",), age=60),
)
