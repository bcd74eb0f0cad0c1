"""A claim without the billing provider's NPI.

What it checks
    The billing provider has an NPI.

Why payers deny it
    Covered providers bill under their NPI; a claim without it is rejected (CO-206, remark N257).

Example
    A claim whose billing provider has only a tax number.

Fix
    Enter the NPI the practice is enrolled with.

References
    45 CFR 162.410; ASC X12N 005010X222A1, loop 2010AA NM109
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since
from claimwright.edits.builders import BILLING

EDIT = Edit(
    id="identifiers-billing-npi-missing",
    title="Billing NPI missing",
    authority="NPI standard",
    effective=since("2007-05-23"),
    severity=Severity.ERROR,
    prevents=("CO-206",),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.propose("enter the NPI the practice is enrolled with"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the billing NPI is empty."""
    if not claim.billing.npi:
        yield EDIT.at(claim, "The billing provider has no NPI", field="billing.npi")


PASSES = (claim(),)
FAILS = (claim(billing=replace(BILLING, npi="")),)
