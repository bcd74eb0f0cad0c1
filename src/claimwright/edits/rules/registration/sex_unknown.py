"""A patient whose sex is not stated.

What it checks
    The patient's sex on the claim is F or M.

Why payers deny it
    U is allowed in the file, but payers that match members by it may not find them.

Example
    Sex U on an adult's claim.

Fix
    State what the payer has on file.

References
    ASC X12N 005010X222A1, DMG03; Pub. 100-04, chapter 26, section 10.2, item 3
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, patient, since

EDIT = Edit(
    id="registration-sex-unknown",
    title="Sex not stated",
    authority="Member identification",
    effective=since("2012-01-01"),
    severity=Severity.INFO,
    looks_at=EachClaim(),
    fix=Fix.propose("state what the payer has on file"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for U."""
    if claim.patient.sex == "U":
        yield EDIT.at(claim, "The patient's sex is not stated", field="patient.sex", value="U")


PASSES = (claim(),)
FAILS = (claim(patient=patient(sex="U")),)
