"""A secondary claim that does not say what the primary paid.

What it checks
    A claim sent to a second or third payer carries the payer before it, with its payment or its adjustments.

Why payers deny it
    The next payer pays the rest after the one before; without that answer it denies (CO-22, remarks MA04 or N4).

Example
    A claim to a secondary payer without an other payer.

Fix
    Post the primary's remittance first, then build the secondary claim from it.

References
    ASC X12N 005010X222A1, loops 2320, 2330 and 2430; 42 CFR 411.24 and 411.32 (Medicare as secondary)
"""

from collections.abc import Iterator

from claimwright.core import Money, OtherPayer, Payer, Subscriber
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="hipaa-secondary-without-primary",
    title="Secondary claim without the primary's answer",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-22",),
    looks_at=EachClaim(),
    fix=Fix.propose("post the primary's remittance and build the claim from it"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no payer before this one has answered."""
    before = [other for other in claim.other_payers if other.sequence < claim.sequence]
    if claim.sequence > 1 and not any(other.paid is not None or other.adjustments for other in before):
        yield EDIT.at(claim, f"Payer number {claim.sequence} is billed without the answer of the one before", field="other_payers")


PRIMARY = OtherPayer(payer=Payer("EXCOM1"), subscriber=Subscriber(member_id="N100200300"), sequence=1, paid=Money(8000))
PASSES = (claim(), claim(sequence=2, other_payers=(PRIMARY,)))
FAILS = (claim(sequence=2),)
