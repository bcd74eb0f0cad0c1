"""Anemia from the blood lost at a delivery: anemia of the puerperium with the kind of anemia beside it (O90.81, I.C.15.a.1)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import beside
from .childbirth import delivered

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.a.1-puerperium",
    title="Anemia of the puerperium",
    sections=("I.C.15.a.1", "I.C.15.o.1"),
    order=63,
    settings=("inpatient",),
)


def apply(case: Case) -> Changes:
    """O90.81 beside D62 after a delivery."""
    found = case.findings.get("D62")
    if found and not case.reports("O90.81") and case.reports("O", "Z37") and delivered(case):
        yield beside("O90.81", found.evidence, "Anemia", "postpartum")


EXAMPLES = (
    note(
        "DISCHARGE DIAGNOSES\n1. Spontaneous vaginal delivery, liveborn girl.\n2. Postpartum hemorrhage.\n3. Acute blood loss anemia.",
        codes=("O90.81", "D62", "O72.1"),
        setting="inpatient",
        age=30,
    ),
    note(
        "DISCHARGE DIAGNOSES\n1. Duodenal ulcer with bleeding.\n2. Acute blood loss anemia.",
        codes=("D62",),
        absent=("O90.81",),
        setting="inpatient",
    ),
)
