"""Stay without its covered days.

What it checks
    A Medicare stay states its covered days (value code 80), its days not covered (81), or both.

Why payers deny it
    The claim is returned (CO-16).

Example
    A stay without value code 80.

Fix
    Count them: the day of discharge is not counted.

References
    Pub. 100-04, chapter 25, section 75.3, form locators 39 to 41 (value codes 80 to 83); chapter 3, section 40.2
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.hospital import STAYS

EDIT = Edit(
    id="institutional-covered-days-missing",
    title="Stay without its covered days",
    authority="Medicare Claims Processing Manual",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="institutional", bills=STAYS),
    needs=("medicare",),
    fix=Fix.propose("count the covered days of the stay in the record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where neither code is there."""
    if not {"80", "81"} & {one.code for one in claim.value_codes}:
        yield EDIT.at(claim, "The stay states neither covered nor other days", field="value_codes")


PASSES = (stay(), stay(value_codes=(), payer=COMMERCIAL))
FAILS = (stay(value_codes=()),)
