"""One insurance twice.

What it checks
    The other payers of a claim are others: not the payer itself under the same member id.

Why payers deny it
    A payer does not coordinate with itself (CO-22).

Example
    Medicare first and Medicare second with one number.

Fix
    Leave out the second.

References
    ASC X12N 005010X222A1, loops 2010BB and 2330B NM109; 42 CFR 411.20; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import OtherPayer, Subscriber, replace
from claimwright.edits import COMMERCIAL, MEDICARE, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="coordination-same-payer-twice",
    title="One insurance twice",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-18",
        "CO-22",
    ),
    looks_at=EachClaim(has="other_payers"),
    fix=Fix.propose("leave out the payer that the registration record names twice"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each repetition."""
    for other in claim.other_payers:
        if other.payer.id and other.payer.id == claim.payer.id and other.subscriber.member_id == claim.subscriber.member_id:
            yield EDIT.at(claim, f"{other.payer.name or other.payer.id} stands twice", field="other_payers", value=other.payer.id)


TWIN = OtherPayer(payer=MEDICARE, subscriber=Subscriber(member_id="1EG4TE5MK73"), sequence=2)
PASSES = (claim(other_payers=(replace(TWIN, payer=COMMERCIAL),)),)
FAILS = (claim(other_payers=(TWIN,)),)
