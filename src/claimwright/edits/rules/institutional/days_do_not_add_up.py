"""Covered days that are not the days of the stay.

What it checks
    Covered days (80) and days not covered (81) add up to the days of the statement.

Why payers deny it
    The claim is returned (CO-16).

Example
    A stay of three days with five covered ones.

Fix
    Count them: the day of discharge is not counted, unless it is the day of admission or the patient is still there.

References
    Pub. 100-04, chapter 25, section 75.3 (value codes 80 and 81); chapter 3, section 40.2 (counting days)
"""

from collections.abc import Iterator
from decimal import Decimal

from claimwright.core import ValueCode
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.hospital import STAYS, days_of, value_of

EDIT = Edit(
    id="institutional-days-do-not-add-up",
    title="Covered days that are not the days of the stay",
    authority="Medicare Claims Processing Manual",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="institutional", bills=STAYS),
    needs=("medicare",),
    fix=Fix.propose("count the covered days of the stay in the record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for another sum."""
    told = [value_of(claim, code) for code in ("80", "81")]
    days = days_of(claim)
    if days is not None and any(one is not None for one in told):
        total = sum((one for one in told if one is not None), Decimal(0))
        if total != days:
            yield EDIT.at(claim, f"{total} days are stated, the statement has {days}", field="value_codes", value=total)


PASSES = (stay(), stay(value_codes=()))
FAILS = (stay(value_codes=(ValueCode(code="80", amount=Decimal(5)),)),)
