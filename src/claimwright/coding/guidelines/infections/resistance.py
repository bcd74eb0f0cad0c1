"""Resistance of the organism to a drug is coded after the infection, unless the infection's code tells it (I.C.1.c)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.1.c", title="Resistant infection", sections=("I.C.1.c",), order=64)
RESISTS = (
    (re.compile(r"\besbl\b|extended[- ]spectrum beta[- ]lactamase", re.I), "Z16.12"),
    (re.compile(r"carbapenem[- ]resist\w+|resist\w+ to carbapenems?|\bcre\b", re.I), "Z16.13"),
    (re.compile(r"vancomycin[- ]resist\w+|resist\w+ to vancomycin|\bvre\b", re.I), "Z16.21"),
    (re.compile(r"multi-?drug[- ]resist\w+|resist\w+ to multiple (?:drugs|antibiotics)", re.I), "Z16.24"),
    (re.compile(r"resist\w+ to (?:ciprofloxacin|levofloxacin|(?:fluoro)?quinolones?)|quinolone[- ]resist\w+", re.I), "Z16.23"),
    (re.compile(r"resist\w+ to (?:penicillin|amoxicillin|ampicillin)|penicillin[- ]resist\w+", re.I), "Z16.11"),
)
INFECTIONS = ("A", "B", "J1", "L0", "N10", "N30", "N39.0", "M00", "M86", "K65", "T81.4", "T83.5", "I33")


def apply(case: Case) -> Changes:
    """Z16 beside a reported infection."""
    if not case.codes(*INFECTIONS):
        return
    for pattern, code in RESISTS:
        if words := said(case, ("resist", "esbl", "cre", "vre", "extended"), pattern, STORY | {"results"}):
            yield beside(code, words, "Resistance", words[0].text.lower())


EXAMPLES = (
    note("ASSESSMENT\n1. Urinary tract infection due to ESBL E. coli.", codes=("N39.0", "B96.20", "Z16.12")),
    note("ASSESSMENT\n1. MRSA cellulitis of left leg.", codes=("L03.116",), absent=("Z16.11",)),
)
