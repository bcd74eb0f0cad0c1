"""Etiology and manifestation: Alzheimer's, Parkinson's or Lewy body disease with dementia is two codes, the disease first (I.A.13)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Proposal, note
from ..reading import evidence_of, said, together

RULE = Guideline(
    id="icd10cm-guideline-I.A.13-dementia",
    title="Dementia in another disease",
    sections=(
        "I.A.13",
        "I.C.5.d",
    ),
    order=26,
)
_DEMENTIA = re.compile(r"dementia", re.I)
DISEASES = ("G30", "G31.83", "G31.0", "G20", "G10", "G35", "A81.0", "B20")


def apply(case: Case) -> Changes:
    """F02.80 after the disease; Alzheimer's disease includes dementia (Alphabetic Index), the others ask for the word."""
    for found in case.codes(*DISEASES):
        unspecific = case.codes("F03")
        words = together(case, found, said(case, ("dementia",), _DEMENTIA))
        if case.codes("F02") or not (words or unspecific or found.code.startswith("G30")):
            continue
        yield Proposal(
            code=unspecific[0].code.replace("F03.9", "F02.8").replace("F03", "F02") if unspecific else "F02.80",
            evidence=(*found.evidence, *words, *evidence_of(*unspecific)),
            replaces=frozenset(one.code for one in unspecific),
            path=("Dementia", "in diseases classified elsewhere"),
        )
        yield First(found.code) if not case.first and unspecific else First(case.first or "")


EXAMPLES = (
    note("ASSESSMENT\n1. Alzheimer's disease.", codes=("G30.9", "F02.80"), first="G30.9"),
    note("ASSESSMENT\n1. Dementia.\n2. Lewy body disease.", codes=("G31.83", "F02.80"), absent=("F03.90",), first="G31.83"),
    note("ASSESSMENT\n1. Parkinson's disease dementia.", codes=("G20.A1", "F02.80"), first="G20.A1"),
    note("ASSESSMENT\n1. Multiple sclerosis.", codes=("G35.D",), absent=("F02.80",)),
)
