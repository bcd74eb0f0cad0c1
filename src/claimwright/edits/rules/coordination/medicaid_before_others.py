"""Medicaid before another payer.

What it checks
    Medicaid stands after every other payer of the claim.

Why payers deny it
    Medicaid is the payer of last resort (CO-22).

Example
    Medicaid first, an employer's plan second.

Fix
    Bill the other insurance first.

References
    42 CFR 433.139 (payment of claims, third party liability); section 1902(a)(25) of the Social Security Act, 42 U.S.C. 1396a
"""

from collections.abc import Iterator

from claimwright.core import OtherPayer, Subscriber
from claimwright.edits import COMMERCIAL, MEDICAID, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="coordination-medicaid-before-others",
    title="Medicaid before another payer",
    authority="Medicaid third party liability",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-22",),
    looks_at=EachClaim(has="other_payers", frequency=("1", "7")),
    needs=("medicaid",),
    fix=Fix.propose("bill the other insurance on record first"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where another payer has a later place."""
    if any(other.sequence > claim.sequence for other in claim.other_payers):
        yield EDIT.at(claim, "Another insurance stands after Medicaid", field="sequence", value=claim.sequence)


PLAN = OtherPayer(payer=COMMERCIAL, subscriber=Subscriber(member_id="N100200300"), sequence=2)
MEMBER = Subscriber(member_id="MC0012345")
PASSES = (claim(payer=MEDICAID, subscriber=MEMBER), claim(other_payers=(PLAN,)))
FAILS = (claim(payer=MEDICAID, subscriber=MEMBER, other_payers=(PLAN,)),)
