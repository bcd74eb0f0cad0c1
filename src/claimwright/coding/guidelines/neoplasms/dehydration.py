"""Dehydration of a patient with a malignancy, and only it treated: dehydration first, then the malignancy (I.C.2.c.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, said

RULE = Guideline(id="icd10cm-guideline-I.C.2.c.3", title="Dehydration and malignancy", sections=("I.C.2.c.3",), order=87)
_FOR = re.compile(
    r"(?:admitted|here|presents?|presenting|seen|visit)[^.\n]{0,30}(?:for|with) (?:iv |intravenous )?(?:dehydration|"
    r"hydration|rehydration|fluids)",
    re.I,
)


def apply(case: Case) -> Changes:
    """E86 first where the encounter is for it."""
    fluid = case.codes("E86")
    if fluid and case.codes("C") and said(case, ("hydrat", "fluids"), _FOR, REASON):
        yield First(fluid[0].code)


EXAMPLES = (
    note(
        "HPI\nHe is admitted for dehydration.\n\nASSESSMENT\n1. Pancreatic cancer.\n2. Dehydration.",
        codes=("C25.9", "E86.0"),
        first="E86.0",
    ),
    note("HPI\nHe is here for staging.\n\nASSESSMENT\n1. Pancreatic cancer.\n2. Gout.", codes=("C25.9",), absent=("E86.0",), first="C25.9"),
)
