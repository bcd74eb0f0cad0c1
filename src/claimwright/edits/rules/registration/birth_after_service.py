"""A service before the patient was born.

What it checks
    The patient was born on or before the first day of service.

Why payers deny it
    One of the two dates is wrong; the claim is rejected or denied (CO-14).

Example
    Born 2024-07-16, seen 2024-07-15.

Fix
    Correct the birth date or the date of service; care before birth is billed on the mother's claim.

References
    ASC X12N 005010X222A1, DMG02 and DTP*472; 42 CFR 424.32
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, patient, since
from claimwright.edits.builders import day

EDIT = Edit(
    id="registration-birth-after-service",
    title="Birth after the service",
    authority="Member identification",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-14", "CO-31"),
    looks_at=EachClaim(),
    fix=Fix.propose("correct the birth date or the date of service"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the first service comes before birth."""
    born, first = claim.patient.birth_date, claim.from_date
    if born and first and born > first:
        yield EDIT.at(claim, f"The first service, on {first}, comes before the patient's birth", field="patient.birth_date")


PASSES = (claim(patient=patient(birth_date=day("2024-07-15"))),)
FAILS = (claim(patient=patient(birth_date=day("2024-07-16"))),)
