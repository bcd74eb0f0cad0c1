"""A patient's address that cannot be.

What it checks
    The patient's state is a state or territory of the United States, and the ZIP code has five or nine digits.

Why payers deny it
    A state or ZIP code that does not exist is rejected on receipt.

Example
    State "OX".

Fix
    Correct the address from the card or the patient.

References
    ASC X12N 005010X222A1, loop 2010BA N402 and N403 (codes of the U.S. Postal Service); 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import Address
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, patient, since

EDIT = Edit(
    id="registration-address",
    title="Patient's state or ZIP code does not exist",
    authority="Member identification",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    needs=("states",),
    fix=Fix.propose("correct the address from the card or the patient"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for the state, one for the ZIP code; an empty part is not this edit's matter."""
    address = claim.patient.address
    if address.state and address.state not in reference.states:
        yield EDIT.at(claim, "The patient's state is not one of the United States", field="patient.address.state", value=address.state)
    digits = address.zip.replace("-", "")
    if digits and not (digits.isdigit() and len(digits) in (5, 9)):
        yield EDIT.at(claim, "The patient's ZIP code does not have five or nine digits", field="patient.address.zip")


PASSES = (claim(), claim(patient=patient(address=Address())))
FAILS = (
    claim(patient=patient(address=Address("1 Test Street", "", "Columbus", "OX", "43215"))),
    claim(patient=patient(address=Address("1 Test Street", "", "Columbus", "OH", "4321"))),
)
