"""Other payer's line that does not add up.

What it checks
    What another payer paid and adjusted on a line adds up to the line's charge.

Why payers deny it
    The next payer cannot see what is left (CO-16, MA04).

Example
    Charge 100.00, paid 60.00, adjusted 20.00.

Fix
    Copy payment and adjustments from the remittance.

References
    ASC X12N 005010X222A1, loop 2430 SVD02 and CAS (balancing); 42 CFR 411.24; 45 CFR 162.1102
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import Adjustment, Money, OtherPayer, RemittanceLine, Subscriber, replace
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="coordination-line-balance",
    title="Other payer's line that does not add up",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="other_payers"),
    fix=Fix.propose("copy the line from the other payer's remittance on record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each line that does not balance."""
    for other in claim.other_payers:
        for told in other.lines:
            mine = claim.line(told.control_number)
            charge = mine.charge if mine else told.charge
            left = charge - told.paid - Money.total(cut.amount for cut in told.adjustments)
            if left:
                message = f"{other.payer.name or other.payer.id}: {left} of line {told.control_number or told.procedure} is unexplained"
                yield EDIT.at(mine or claim, message, field="other_payers", value=left)


CUT = Adjustment(group="CO", reason="45", amount=Money.parse("40.00"))
PAID = Money.parse("60.00")
TOLD = RemittanceLine(control_number="A1001-1", procedure="99213", charge=Money.parse("100.00"), paid=PAID, adjustments=(CUT,))
FIRST = OtherPayer(
    payer=COMMERCIAL,
    subscriber=Subscriber(member_id="N100200300"),
    sequence=1,
    paid=Money.parse("60.00"),
    paid_on=date(2024, 8, 1),
    lines=(TOLD,),
)
PASSES = (claim(sequence=2, other_payers=(FIRST,), references={"insurance_type": "12"}), claim())
FAILS = (claim(sequence=2, other_payers=(replace(FIRST, lines=(replace(TOLD, paid=Money.parse("50.00")),)),)),)
