"""An institutional claim without a type of bill, or a line without a revenue code.

What it checks
    An institutional claim states facility type and class, and each of its lines a revenue code of four digits.

Why payers deny it
    Without them an institutional claim cannot be routed or priced; it is returned to the provider (remarks MA30, M50).

Example
    A hospital line without revenue code.

Fix
    State the type of bill; take the revenue code from the charge master.

References
    ASC X12N 005010X223A2, CLM05 and SV201; Pub. 100-04, chapter 25, section 75
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, since

EDIT = Edit(
    id="hipaa-type-of-bill-missing",
    title="Type of bill or revenue code missing",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="institutional"),
    fix=Fix.propose("state the type of bill and each line's revenue code as the charge record has them"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for the claim and one for each line that lacks its part."""
    bare = claim.type_of_bill.lstrip("0")
    if not (bare.isdigit() and 2 <= len(bare) <= 3):
        yield EDIT.at(claim, "The type of bill is missing or not two digits", field="type_of_bill", value=claim.type_of_bill)
    for line in claim.lines:
        if not (len(line.revenue_code) == 4 and line.revenue_code.isdigit()):
            yield EDIT.at(line, "The revenue code is missing or not four digits", field="revenue_code", value=line.revenue_code)


PASSES = (institutional(),)
FAILS = (institutional(type_of_bill=""), institutional(lines=tuple(replace(one, revenue_code="51") for one in institutional().lines)))
