"""A billing address that payers do not take.

What it checks
    The billing provider's address is a street (no post-office box), with a state and a ZIP code; Medicare and most others want nine digits.

Why payers deny it
    The guide requires a street address and the full ZIP code of the billing provider; others are rejected on receipt.

Example
    "PO Box 12" as the billing address.

Fix
    Give the street address; a post-office box belongs in the pay-to address.

References
    ASC X12N 005010X222A1, loop 2010AA N3 and N4; CMS, 5010 companion guide for Part B
"""

import re
from collections.abc import Iterator

from claimwright.core import Address, replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since
from claimwright.edits.builders import BILLING

EDIT = Edit(
    id="hipaa-billing-address",
    title="Billing address not a street, or without its ZIP code",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.propose("give the street address with its nine-digit ZIP code"),
)
BOX = re.compile(r"\b(p\.?\s*o\.?\s*box|post\s+office\s+box)\b", re.IGNORECASE)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for the street and one for the ZIP code.

    Five digits only warn, and so does no address at all: it may yet come from the practice's own record when the file is written.
    """
    address = claim.billing.address
    if address == Address():
        yield EDIT.at(claim, "The billing address is not stated", field="billing.address", severity=Severity.WARNING)
        return
    if not address.line1.strip() or BOX.search(address.line1):
        yield EDIT.at(claim, "The billing address is not a street", field="billing.address.line1")
    digits = address.zip.replace("-", "")
    if not (digits.isdigit() and len(digits) == 9):
        severity = Severity.WARNING if digits.isdigit() and len(digits) == 5 else Severity.ERROR
        message = "The billing ZIP code does not have nine digits"
        yield EDIT.at(claim, message, field="billing.address.zip", value=address.zip, severity=severity)


PASSES = (claim(),)
FAILS = (
    claim(billing=replace(BILLING, address=Address("P.O. Box 12", "", "Columbus", "OH", "432151234"))),
    claim(billing=replace(BILLING, address=Address("1 Test Street", "", "Columbus", "OH", "4321"))),
)
