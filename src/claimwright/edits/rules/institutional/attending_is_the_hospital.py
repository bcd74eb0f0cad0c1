"""Attending provider who is the hospital.

What it checks
    The attending provider is a person, with an NPI other than the hospital's.

Why payers deny it
    The claim is rejected (CO-206).

Example
    The hospital's own NPI as attending.

Fix
    Name the person.

References
    Pub. 100-04, chapter 25, section 75.6, form locator 76 (attending provider); ASC X12N 005010X223A2, loop 2310A
"""

from collections.abc import Iterator

from claimwright.core import Provider
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, since

EDIT = Edit(
    id="institutional-attending-is-the-hospital",
    title="Attending provider who is the hospital",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-16",
        "CO-206",
    ),
    looks_at=EachClaim(kind="institutional"),
    fix=Fix.propose("name the person with overall responsibility, from the record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for the hospital's own NPI."""
    if claim.attending and claim.attending.npi and claim.attending.npi == claim.billing.npi and claim.billing.name:
        yield EDIT.at(claim, "The attending provider has the hospital's NPI", field="attending.npi", value=claim.attending.npi)


PASSES = (institutional(),)
FAILS = (institutional(attending=Provider(npi="1245319599", last="Okafor", first="Ines")),)
