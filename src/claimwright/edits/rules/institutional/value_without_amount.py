"""Value code without its amount.

What it checks
    A value code has an amount, and it is not negative.

Why payers deny it
    The claim is rejected (CO-16).

Example
    Value code 80 without a number.

Fix
    Take it from the record.

References
    Pub. 100-04, chapter 25, section 75.3, form locators 39 to 41 (value codes and amounts); ASC X12N 005010X223A2, HI*BE
"""

from collections.abc import Iterator

from claimwright.core import ValueCode
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, since, stay

EDIT = Edit(
    id="institutional-value-without-amount",
    title="Value code without its amount",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="value_codes", kind="institutional"),
    fix=Fix.propose("take the amount from the record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each without a proper amount."""
    for number, one in enumerate(claim.value_codes):
        if one.amount is None or one.amount < 0:
            yield EDIT.at(claim, f"Value code {one.code} has no amount", field=f"value_codes[{number}]", value=one.code)


PASSES = (stay(), institutional())
FAILS = (stay(value_codes=(ValueCode(code="80"),)),)
