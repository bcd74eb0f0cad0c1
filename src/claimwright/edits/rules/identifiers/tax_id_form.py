"""A tax number that is none.

What it checks
    The billing provider has a tax number of nine digits.

Why payers deny it
    Payments are reported under it; without it, or with a wrong form, the claim is rejected on receipt.

Example
    12-34567.

Fix
    Copy the number from the practice's tax form.

References
    26 CFR 301.6109-1 (taxpayer identifying numbers); ASC X12N 005010X222A1, loop 2010AA REF*EI
"""

import re
from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since
from claimwright.edits.builders import BILLING

EDIT = Edit(
    id="identifiers-tax-id-form",
    title="Tax number missing or of a wrong form",
    authority="Taxpayer identification",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.propose("copy the number from the practice's tax form"),
)
FORMS = re.compile(r"\d{2}-?\d{7}|\d{3}-\d{2}-\d{4}")


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding; a wrong number is not repeated, it may be a person's."""
    if not FORMS.fullmatch(claim.billing.tax_id):
        yield EDIT.at(claim, "The billing provider's tax number is missing or not nine digits", field="billing.tax_id")


PASSES = (claim(), claim(billing=replace(BILLING, tax_id="123456789")))
FAILS = (claim(billing=replace(BILLING, tax_id="12-34567")), claim(billing=replace(BILLING, tax_id="")))
