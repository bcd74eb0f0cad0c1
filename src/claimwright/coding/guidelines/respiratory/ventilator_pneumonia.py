"""Ventilator-associated pneumonia only where the provider links the two; no other pneumonia code for it (I.C.10.d)."""

from __future__ import annotations

import re

from ...case import Case, Finding
from ..model import Changes, Guideline, Removal, note
from ..reading import RECORD, STORY, ask, lines_of, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.10.d",
    title="Ventilator-associated pneumonia",
    sections=(
        "I.C.10.d.1",
        "I.C.10.d.2",
    ),
    order=70,
)
_VENTILATED = re.compile(r"mechanical(?:ly)? ventilat\w+|on (?:the |a )?ventilator|ventilator[- ]dependent|intubated", re.I)
_LATER = re.compile(
    r"(?:developed|hospital[- ]acquired|nosocomial|complicated by)[^.\n]{0,40}pneumonia|hospital[- ]acquired pneumonia", re.I
)
PNEUMONIA = ("J12", "J13", "J14", "J15", "J16", "J18")


def apply(case: Case) -> Changes:
    """Remove the plain pneumonia beside J95.851; ask where a ventilated patient acquired pneumonia in the stay."""
    pneumonia = case.codes(*PNEUMONIA)
    if "J95.851" in case.findings:
        for found in pneumonia:
            if not _apart(case, found):
                yield Removal(found.code, "replaced-by-combination", "ventilator-associated")
    elif pneumonia and case.setting == "inpatient":
        words = said(case, ("ventilat", "intubated"), _VENTILATED, RECORD)
        later = said(case, ("developed", "acquired", "nosocomial", "complicated"), _LATER, STORY, asserted=False)
        if words and later:
            yield ask("Whether the pneumonia is associated with the ventilator", (*words, *later), "relationship")


def _apart(case: Case, found: Finding) -> bool:
    """Whether the record says that this pneumonia was there at admission (I.C.10.d.2: both are coded)."""
    return any("admi" in line.text.lower() for line in lines_of(case, found))


EXAMPLES = (
    note(
        "DISCHARGE DIAGNOSES\n1. Ventilator associated pneumonia.\n2. Pneumonia.",
        codes=("J95.851",),
        absent=("J18.9",),
        setting="inpatient",
    ),
    note(
        "HOSPITAL COURSE\nHe was intubated on day 1.\n\nDISCHARGE DIAGNOSES\n1. Hospital-acquired pneumonia.",
        codes=("J18.9",),
        absent=("J95.851",),
        setting="inpatient",
        asks="associated with the ventilator",
    ),
)
