"""Two payers in one place.

What it checks
    The payers of a claim have different places; exactly one is the first.

Why payers deny it
    A claim with two primary payers, or none, cannot be coordinated (CO-22).

Example
    Medicare as primary and an employer's plan as primary.

Fix
    Settle who pays first.

References
    ASC X12N 005010X222A1 and 005010X223A2, loops 2000B and 2320 SBR01; 42 CFR 411.20; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import OtherPayer, Subscriber, replace
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="coordination-two-primaries",
    title="Two payers in one place",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-22",),
    looks_at=EachClaim(has="other_payers"),
    fix=Fix.propose("ask the patient which insurance pays first, and record it"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for places that repeat, or where nobody is first."""
    if not claim.other_payers:
        return
    places = [claim.sequence, *(other.sequence for other in claim.other_payers)]
    if len(set(places)) < len(places) or 1 not in places:
        yield EDIT.at(claim, f"The payers stand in places {', '.join(map(str, sorted(places)))}", field="other_payers", value=len(places))


SECOND = OtherPayer(payer=COMMERCIAL, subscriber=Subscriber(member_id="N100200300"), sequence=2)
PASSES = (claim(other_payers=(SECOND,)), claim())
FAILS = (claim(other_payers=(replace(SECOND, sequence=1),)), claim(other_payers=(SECOND,), sequence=3))
