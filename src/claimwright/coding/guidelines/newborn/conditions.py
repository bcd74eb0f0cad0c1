"""A newborn's conditions have codes of chapter 16, not those of later life (I.C.16.a.6)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import RECORD, instead, said

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
        found = case.findings.get(code) or (case.pool.get(code) if code[0] == "R" else None)
        if found and case.billable(perinatal):
            yield instead(found, perinatal, (), ("newborn", perinatal))
    mothers = said(case, ("diabet", "gdm"), _MOTHER, RECORD, asserted=False)
    shown = case.codes("P70.4", "E16.2", "P08")
    if mothers and shown:
        gestational = any(_GESTATIONAL.search(span.text) for span in mothers)
        code = "P70.0" if gestational else "P70.1"
        path = ("Infant", "of diabetic mother")
        yield Proposal(code=code, evidence=(*shown[0].evidence, *mothers), replaces=frozenset({"P70.4"}), path=path)


_MOTHER = re.compile(
    r"\b(?:mother|mom|maternal|infant of)[^.;\n]{0,30}\b(?:gestational diabetes|diabet\w+|A?[12]?GDM(?:A?[12])?)\b|\bI(?:G?)DM\b", re.I
)
_GESTATIONAL = re.compile(r"gestational|gdm|igdm", re.I)


EXAMPLES = (
    note(
        "NEWBORN DISCHARGE SUMMARY\nBaby girl, single liveborn, delivered vaginally in this hospital.\n\n"
        "DISCHARGE DIAGNOSES\n1. Hypoglycemia.",
        codes=("P70.4",),
        absent=("E16.2",),
        setting="inpatient",
        age=0,
    ),
    note(
        "NEWBORN DISCHARGE\nBaby girl born via C-section to a mother with gestational diabetes. Hypoglycemia treated with gel.\n\n"
        "DISCHARGE DIAGNOSES\n1. Hypoglycemia.",
        codes=("P70.0", "Z38.01"),
        absent=("P70.4",),
        setting="inpatient",
        age=0,
    ),
    note("DISCHARGE DIAGNOSES\n1. Hypoglycemia.", codes=("E16.2",), absent=("P70.4",), setting="inpatient", age=50),
)
