"""A claim without a member number.

What it checks
    The subscriber's member number is on the claim.

Why payers deny it
    Without it the payer cannot find the policy: rejected, or denied as not our patient (CO-31).

Example
    An empty member number.

Fix
    Take the number from the card, or ask the payer (eligibility inquiry).

References
    ASC X12N 005010X222A1, loop 2010BA NM109; Pub. 100-04, chapter 26, section 10.2, item 1a
"""

from collections.abc import Iterator

from claimwright.core import Subscriber
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="identifiers-member-id-missing",
    title="Member number missing",
    authority="Member identification",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-31", "CO-16"),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.propose("take the number from the card, or ask the payer"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the number is empty."""
    if not claim.subscriber.member_id.strip():
        yield EDIT.at(claim, "The claim has no member number", field="subscriber.member_id")


PASSES = (claim(),)
FAILS = (claim(subscriber=Subscriber()),)
