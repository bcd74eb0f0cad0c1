"""Hypertensive heart failure without its type.

What it checks
    Hypertensive heart disease with heart failure comes with the type of failure (I50).

Why payers deny it
    The code asks for it; without it severity and risk are not told.

Example
    I11.0 alone.

Fix
    Add the type from the record.

References
    ICD-10-CM Official Guidelines, I.C.9.a.1 (hypertension with heart disease)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-heart-failure-type-missing",
    title="Hypertensive heart failure without its type",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    looks_at=EachDiagnosis(codes=("I110", "I130", "I132")),
    fix=Fix.never("add the type of heart failure (I50.-) that the record supports, or ask the provider"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no I50 is on the claim."""
    if not any(undotted(other.code).startswith("I50") for other in claim.diagnoses):
        yield EDIT.at(listed, f"{listed.shown} without the type of heart failure", value=listed.shown)


PASSES = (claim(diagnoses=("I11.0", "I50.32")),)
FAILS = (claim(diagnoses=("I11.0",)), claim(diagnoses=("I13.0", "N18.31")))
