"""Pregnancy without its week.

What it checks
    A code of pregnancy or delivery comes with the week (Z3A). Abortive outcomes and the time after birth have none.

Why payers deny it
    The chapter asks for it.

Example
    O24.410 alone.

Fix
    Add the week from the record.

References
    ICD-10-CM Official Guidelines, I.C.21.c.11 (weeks of gestation, Z3A) and I.C.15.a; Tabular List, note at chapter 15
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, patient, since
from claimwright.edits.families import WEEKS

EDIT = Edit(
    id="icd10cm-weeks-of-gestation-missing",
    title="Pregnancy without its week",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    looks_at=EachDiagnosis(codes=WEEKS),
    fix=Fix.never("add the week of gestation (Z3A.-) from the record"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the first such code where no Z3A is on the claim."""
    codes = [undotted(other.code) for other in claim.diagnoses]
    first = next(number for number, code in enumerate(codes, 1) if code.startswith(WEEKS))
    if listed.number == first and not any(code.startswith("Z3A") for code in codes):
        yield EDIT.at(listed, f"{listed.shown} without the week of gestation", value=listed.shown)


MOTHER = patient(birth_date=date(1994, 4, 2))
PASSES = (claim(diagnoses=("O24.410", "Z3A.28"), patient=MOTHER), claim(diagnoses=("O03.9",), patient=MOTHER))
FAILS = (claim(diagnoses=("O24.410",), patient=MOTHER),)
