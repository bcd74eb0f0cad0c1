"""Counselling that is a service of its own and not part of treating the condition: Z71 (I.C.21.c.10)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.10", title="Counselling", sections=("I.C.21.c.10",), order=58)
SERVICES = (
    ("Z71.85", re.compile(r"(?:immunization|vaccine) (?:safety )?counsell?ing (?:was )?(?:provided|given|performed)", re.I)),
    (
        "Z71.84",
        re.compile(
            r"(?:here|presents?|visit|seen)[^.\n]{0,20}for (?:pre-?)?travel (?:counsell?ing|advice|consult\w*|medicine)|"
            r"encounter for (?:health )?counsell?ing related to travel|travel counsell?ing",
            re.I,
        ),
    ),
    ("Z71.7", re.compile(r"hiv counsell?ing", re.I)),
    ("Z71.83", re.compile(r"(?:here|presents?|visit|encounter)[^.\n]{0,25}for nonprocreative genetic counsell?ing", re.I)),
    ("Z31.5", re.compile(r"(?:here|presents?|visit|encounter)[^.\n]{0,25}for (?:procreative |preconception )?genetic counsell?ing", re.I)),
    ("Z31.69", re.compile(r"preconception counsell?ing", re.I)),
)
"""Code -> words (tabular list, Z71 and Z31)."""

STEMS = ("travel", "hiv counsel", "genetic counsel", "preconception counsel", "immunization counsel", "vaccine counsel", "safety counsel")


def apply(case: Case) -> Changes:
    """Each counselling that the record calls so; first where nothing else is reported."""
    for code, pattern in SERVICES:
        if (words := said(case, STEMS, pattern, STORY)) and case.billable(code):
            yield beside(code, words, "Counseling", words[0].text.lower())


EXAMPLES = (
    note("CHIEF COMPLAINT\nTravel counseling.\n\nHPI\nShe is here for travel advice.", codes=("Z71.84",), first="Z71.84"),
    note("ASSESSMENT\n1. Obesity. Counseled on diet.", absent=("Z71.84", "Z71.3"), codes=("E66.9",)),
)
