"""Chapter 15 and the outcome of delivery stand on the mother's record only, Z38 on the newborn's (I.C.15.a.2, I.C.15.b.5)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(
    id="icd10cm-guideline-I.C.15.a.2",
    title="Mother's record, newborn's record",
    sections=(
        "I.C.15.a.2",
        "I.C.15.b.5",
        "I.C.16.a.1",
    ),
    order=68,
)


def apply(case: Case) -> Changes:
    """Remove chapter 15 and Z37 codes from the record of a child under one, and Z38 from a mother's."""
    age = case.patient.age
    if age is not None and age < 1:
        for found in case.codes("O", "Z37", "Z3A"):
            yield Removal(found.code, "other-patient", "the mother's")
    elif age is not None and age >= 10:
        for found in case.codes("Z38"):
            yield Removal(found.code, "other-patient", "the newborn's")


EXAMPLES = (
    note("ASSESSMENT\n1. Neonatal jaundice.\n2. Gestational diabetes.", codes=("P59.9",), absent=("O24.419",), age=0),
    note("ASSESSMENT\n1. Gestational diabetes.", codes=("O24.419",), age=30, absent=("P70.0",)),
)
