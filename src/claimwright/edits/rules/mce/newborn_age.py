"""A newborn's diagnosis on an older patient.

What it checks
    A diagnosis that the Medicare Code Editor keeps for newborns stands on a patient under one year.

Why payers deny it
    The diagnosis does not fit the age (CO-9). The editor is a hospital's; on professional claims it is a warning.

Example
    Z38.00 (born in hospital) on a patient of 30 years.

Fix
    Correct the birth date, or the code: the newborn's code belongs on the newborn's claim.

References
    Definitions of Medicare Code Edits, age conflict (newborn: 0 years)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, institutional, patient, since
from claimwright.edits.ages import conflict
from claimwright.edits.builders import day

EDIT = Edit(
    id="mce-newborn-age",
    title="Newborn's diagnosis on an older patient",
    authority="Medicare Code Editor",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-9",),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("correct the birth date or the code"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the patient's age."""
    yield from conflict(EDIT, "newborn", range(1), claim, listed, reference)


PASSES = (institutional(diagnoses=("Z38.00",), patient=patient(birth_date=day("2024-07-14"))),)
FAILS = (institutional(diagnoses=("Z38.00",)),)
