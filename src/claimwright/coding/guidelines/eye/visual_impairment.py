"""Blindness and low vision: without the category of each eye the code is unspecified and the categories are asked about (I.C.7.b)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.7.b", title="Blindness", sections=("I.C.7.b",), order=69)

_LEGAL = re.compile(r"legal(?:ly)? blind(?:ness)?", re.I)


def apply(case: Case) -> Changes:
    """Ask for the categories where H54.3, H54.7 or H54.8 is reported."""
    if not case.codes("H54") and (words := said(case, ("legal",), _LEGAL)):
        yield beside("H54.8", words, "Blindness", "legal")
        yield ask("Category of visual impairment of each eye", words)
    for found in case.codes("H54.3", "H54.7", "H54.8"):
        yield ask("Category of visual impairment of each eye", found.evidence)


EXAMPLES = (
    note("ASSESSMENT\n1. Legal blindness.", codes=("H54.8",), asks="Category of visual impairment"),
    note("ASSESSMENT\n1. Conjunctivitis of the right eye.", codes=(), absent=("H54.8",)),
)
