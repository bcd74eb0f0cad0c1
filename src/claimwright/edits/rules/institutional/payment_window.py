"""Outpatient service in the days before a stay.

What it checks
    Outpatient services of a hospital in the three days before its stay of the same patient are on the stay's bill. Services that are not
    diagnostic and had nothing to do with the admission may stay apart, with condition code 51.

Why payers deny it
    They are part of the stay's payment (CO-60).

Example
    A chest film on the 13th (bill 13), a stay from the 15th of the same hospital.

Fix
    Combine them; attest by condition code 51 only what the record supports.

References
    42 CFR 412.2(c)(5) (three-day payment window); Pub. 100-04, chapter 3, section 40.3; chapter 4, section 10.12
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import (
    Claim,
    EachEarlierClaim,
    Edit,
    Finding,
    Fix,
    History,
    Reference,
    Severity,
    case,
    institutional,
    line,
    since,
    stay,
)
from claimwright.edits.episodes import counts

EDIT = Edit(
    id="institutional-payment-window",
    title="Outpatient service in the days before a stay",
    authority="Medicare payment window",
    effective=since("1998-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-60",
        "CO-97",
    ),
    looks_at=EachEarlierClaim(kind="institutional", bills=("11", "13")),
    needs=(
        "history",
        "medicare",
    ),
    fix=Fix.propose("move the charges to the stay, or state condition code 51 where the record shows that they are unrelated"),
)
WINDOW = 3
"""Days before the admission."""


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the claim, whichever of the two it is."""
    other = history.claim
    bills = claim.type_of_bill[-2:], other.type_of_bill[-2:]
    if set(bills) != {"11", "13"} or claim.billing.npi != other.billing.npi or not counts(claim, other):
        return
    inside, outside = (claim, other) if bills[0] == "11" else (other, claim)
    admitted, served = inside.dates.get("admission"), outside.from_date
    if admitted and served and 0 <= (admitted - served).days <= WINDOW and "51" not in outside.condition_codes:
        yield EDIT.at(claim, f"Outpatient services on {served}, a stay from {admitted}", field="lines", value=served)


BEFORE = institutional(line("71046", revenue_code="0324", pointers=()), id="A0900", on="2024-07-13")
PASSES = (
    case(stay(), history=(institutional(id="A0900", on="2024-07-11"),)),
    case(stay(), history=(replace(BEFORE, condition_codes=("51",)),)),
)
FAILS = (case(stay(), history=(BEFORE,)), case(BEFORE, history=(stay(),)))
