"""A dependent's claim that does not name the subscriber.

What it checks
    Where the patient is not the subscriber, the subscriber's name is on the claim.

Why payers deny it
    The payer finds the policy by the subscriber; the claim is rejected, or denied as CO-31.

Example
    A child's claim with only the child's name.

Fix
    Take the subscriber's name from the card.

References
    ASC X12N 005010X222A1, loops 2010BA and 2010CA; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import Subscriber
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="hipaa-subscriber-missing",
    title="Dependent's claim without the subscriber's name",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-31", "CO-16"),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.propose("take the subscriber's name from the card"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a dependent without a named subscriber."""
    if claim.subscriber.relationship != "self" and not claim.subscriber.last:
        yield EDIT.at(claim, "The patient is a dependent and the subscriber is not named", field="subscriber.last")


CHILD = Subscriber(relationship="child", member_id="N100200300", last="Rivera", first="Luis")
PASSES = (claim(), claim(subscriber=CHILD, payer=COMMERCIAL))
FAILS = (claim(subscriber=Subscriber(relationship="child", member_id="N100200300"), payer=COMMERCIAL),)
