"""A patient without a birth date.

What it checks
    The patient's birth date is on the claim.

Why payers deny it
    Payers find members by number and birth date; without it the claim is rejected on receipt.

Example
    An empty birth date.

Fix
    Take it from the card or the patient.

References
    ASC X12N 005010X222A1, loops 2010BA and 2010CA DMG02; Pub. 100-04, chapter 26, section 10.2, item 3
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, patient, since

EDIT = Edit(
    id="registration-birth-date-missing",
    title="Birth date missing",
    authority="Member identification",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16", "CO-31"),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.propose("take it from the card or the patient"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the birth date is empty."""
    if claim.patient.birth_date is None:
        yield EDIT.at(claim, "The patient has no birth date", field="patient.birth_date")


PASSES = (claim(),)
FAILS = (claim(patient=patient(birth_date=None)),)
