"""Acute respiratory failure: first when it occasioned the admission; beside another acute condition that is asked (I.C.10.b)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, ask, evidence_of, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.10.b",
    title="Acute respiratory failure",
    sections=(
        "I.C.10.b.1",
        "I.C.10.b.2",
        "I.C.10.b.3",
    ),
    order=83,
    settings=("inpatient",),
)
EQUAL = ("J44.1", "J44.0", "J18", "J15", "J12", "J69.0", "I11.0", "I13", "I50.2", "I50.3", "I50.4", "J45.901", "I26")
_FOR = re.compile(r"(?:admitted|admission|presented|transferred)[^.\n]{0,40}(?:for|with|due to) (?:\w+ ){0,4}respiratory failure", re.I)


def apply(case: Case) -> Changes:
    """J96 first where the record says that it was the reason; otherwise ask which of two acute conditions occasioned the stay."""
    failure = case.codes("J96.0", "J96.2")
    rivals = case.codes(*EQUAL)
    if not failure or case.codes("A40", "A41", "U07.1", "T", "O", "B20"):
        return
    if said(case, ("respiratory failure",), _FOR, REASON | {"course"}):
        yield First(failure[0].code)
    elif rivals:
        yield ask("Which condition chiefly occasioned the admission", evidence_of(failure[0], rivals[0]), "sequencing")


EXAMPLES = (
    note(
        "HPI\nAdmitted with acute respiratory failure.\n\nDISCHARGE DIAGNOSES\n1. COPD with acute exacerbation.\n2. "
        "Acute respiratory failure with hypoxia.",
        codes=("J96.01", "J44.1"),
        first="J96.01",
        setting="inpatient",
    ),
    note(
        "DISCHARGE DIAGNOSES\n1. Pneumonia.\n2. Acute respiratory failure with hypoxia.",
        codes=("J18.9", "J96.01"),
        first="J18.9",
        setting="inpatient",
        asks="chiefly occasioned",
    ),
)
