"""A newborn's conditions have codes of chapter 16, not those of later life (I.C.16.a.6)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead

RULE = Guideline(
    id="icd10cm-guideline-I.C.16.a.6-newborn", title="Conditions of the newborn", sections=("I.C.16.a.6",), order=84, adds=True
)
PERINATAL = {
    "E16.2": "P70.4",
    "E86.0": "P74.1",
    "E80.6": "P59.9",
    "R17": "P59.9",
    "R63.30": "P92.9",
    "R63.39": "P92.8",
    "R06.82": "P22.1",
    "J96.00": "P28.5",
    "J96.01": "P28.5",
    "D69.6": "P61.0",
    "D64.9": "P61.4",
    "R06.81": "P28.40",
    "R56.9": "P90",
    "E87.1": "P74.22",
}
"""Code of later life -> code of the perinatal period (Alphabetic Index, newborn)."""


def apply(case: Case) -> Changes:
    """Replace them in the birth record."""
    if not case.codes("Z38"):
        return
    for code, perinatal in PERINATAL.items():
        if code in case.findings and case.billable(perinatal):
            yield instead(case.findings[code], perinatal, (), ("newborn", perinatal))


EXAMPLES = (
    note(
        "NEWBORN DISCHARGE SUMMARY\nBaby girl, single liveborn, delivered vaginally in this hospital.\n\n"
        "DISCHARGE DIAGNOSES\n1. Hypoglycemia.",
        codes=("P70.4",),
        absent=("E16.2",),
        setting="inpatient",
        age=0,
    ),
    note("DISCHARGE DIAGNOSES\n1. Hypoglycemia.", codes=("E16.2",), absent=("P70.4",), setting="inpatient", age=50),
)
