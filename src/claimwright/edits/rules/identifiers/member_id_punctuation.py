"""Member id with blanks or hyphens.

What it checks
    A member id has no blanks; a Medicare number has no hyphens either.

Why payers deny it
    The hyphens of the card are for the eye only; with them the patient is not found (CO-31).

Example
    1EG4-TE5-MK73.

Fix
    Leave them out.

References
    CMS, Understanding the Medicare Beneficiary Identifier (MBI) Format (dashes are not used on transactions)
"""

from collections.abc import Iterator

from claimwright.core import Subscriber, replace
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="identifiers-member-id-punctuation",
    title="Member id with blanks or hyphens",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-31",),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.safe("leave out the blanks and hyphens of the member id"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a member id that would change."""
    told = claim.subscriber.member_id
    if told != _clean(told):
        yield EDIT.at(claim, "The member id has blanks or hyphens", field="subscriber.member_id", value=told)


def mend(claim: Claim) -> Claim:
    """The claim with a clean member id."""
    return replace(claim, subscriber=replace(claim.subscriber, member_id=_clean(claim.subscriber.member_id)))


def _clean(told: str) -> str:
    bare = "".join(told.split())
    return bare.replace("-", "") if len(bare.replace("-", "")) == 11 and bare[:1].isdecimal() and not bare.isdecimal() else bare


PASSES = (claim(), claim(subscriber=Subscriber(member_id="XYZ-100200"), payer=COMMERCIAL))
FAILS = (claim(subscriber=Subscriber(member_id="1EG4-TE5-MK73")), claim(subscriber=Subscriber(member_id="1EG4TE5MK73 ")))
