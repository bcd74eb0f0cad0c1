"""Other payer's answer that does not add up.

What it checks
    What another payer paid, with its adjustments of claim and lines, adds up to the claim's charge.

Why payers deny it
    The next payer cannot see what is left (CO-16, MA04).

Example
    Charge 100.00, paid 60.00, nothing adjusted.

Fix
    Copy payment and adjustments from the remittance.

References
    ASC X12N 005010X222A1, loop 2320 AMT*D and CAS (balancing); 42 CFR 411.24; 45 CFR 162.1102
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import Adjustment, Money, OtherPayer, Subscriber, replace
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="coordination-claim-balance",
    title="Other payer's answer that does not add up",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="other_payers"),
    fix=Fix.propose("copy the amounts from the other payer's remittance on record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each adjudicating payer whose amounts leave a rest; those that answered nothing are left out."""
    for other in claim.other_payers:
        if other.paid is None:
            continue
        cuts = [*other.adjustments, *(cut for told in other.lines for cut in told.adjustments)]
        left = claim.charge - other.paid - Money.total(cut.amount for cut in cuts)
        if left:
            yield EDIT.at(claim, f"{other.payer.name or other.payer.id}: {left} is unexplained", field="other_payers", value=left)


CUT = Adjustment(group="CO", reason="45", amount=Money.parse("40.00"))
FIRST = OtherPayer(
    payer=COMMERCIAL,
    subscriber=Subscriber(member_id="N100200300"),
    sequence=1,
    paid=Money.parse("60.00"),
    paid_on=date(2024, 8, 1),
    adjustments=(CUT,),
)
PASSES = (claim(sequence=2, other_payers=(FIRST,), references={"insurance_type": "12"}), claim())
FAILS = (claim(sequence=2, other_payers=(replace(FIRST, adjustments=()),)),)
