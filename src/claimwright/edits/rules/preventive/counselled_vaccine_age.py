"""Vaccination with counseling of an adult.

What it checks
    90460 and 90461 are for patients through 18 years.

Why payers deny it
    Code and age contradict each other (CO-6).

Example
    90460 for a patient of 40.

Fix
    90471 and 90472 for older patients.

References
    75 Federal Register 73170 (CY 2011 physician fee schedule final rule, 90460 and 90461); 45 CFR 162.1002
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import age_on
from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, patient, since

EDIT = Edit(
    id="preventive-counselled-vaccine-age",
    title="Vaccination with counseling of an adult",
    authority="Procedure code sets",
    effective=since("2011-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-6",),
    looks_at=EachLine(codes=("90460", "90461"), kind="professional"),
    fix=Fix.never("choose 90471 and 90472 where the birth date on record is right"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a patient of 19 years or more."""
    born = claim.patient.birth_date
    if born and (age := age_on(born, reference.day(line))) > 18:
        yield EDIT.at(line, f"{line.procedure} is for patients through 18 years; the patient is {age}", value=line.procedure)


CHILD = patient(birth_date=date(2019, 5, 2))
PASSES = (claim(line("90460"), line("90707"), diagnoses=("Z23",), patient=CHILD, payer=COMMERCIAL),)
FAILS = (claim(line("90460"), line("90715"), diagnoses=("Z23",), payer=COMMERCIAL),)
