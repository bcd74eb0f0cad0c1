"""Other payer's answer without its day.

What it checks
    A payer that has adjudicated has the day of its answer.

Why payers deny it
    A payment without a day is rejected (CO-16).

Example
    Paid 60.00, no day.

Fix
    Take the day from the remittance.

References
    ASC X12N 005010X222A1, loops 2330B and 2430 DTP*573; 45 CFR 162.1102
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import Money, OtherPayer, Subscriber, replace
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="coordination-payment-date-missing",
    title="Other payer's answer without its day",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="other_payers"),
    fix=Fix.propose("take the day from the other payer's remittance on record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each such payer."""
    for other in claim.other_payers:
        if other.paid is not None and other.paid_on is None:
            yield EDIT.at(claim, f"{other.payer.name or other.payer.id} paid on no day", field="other_payers", value=other.payer.id)


FIRST = OtherPayer(
    payer=COMMERCIAL, subscriber=Subscriber(member_id="N100200300"), sequence=1, paid=Money.parse("100.00"), paid_on=date(2024, 8, 1)
)
PASSES = (claim(sequence=2, other_payers=(FIRST,), references={"insurance_type": "12"}), claim())
FAILS = (claim(sequence=2, other_payers=(replace(FIRST, paid_on=None),)),)
