"""Billing provider without a taxonomy.

What it checks
    A Medicaid claim names the billing provider's taxonomy.

Why payers deny it
    Where one NPI is enrolled as several kinds of provider, the claim cannot be matched without it (CO-16, CO-208).

Example
    A Medicaid claim without PRV*BI.

Fix
    Copy the taxonomy of the enrollment.

References
    ASC X12N 005010X222A1, loop 2000A PRV03; CMS, NPPES (codes of the NUCC Health Care Provider Taxonomy)
"""

from collections.abc import Iterator

from claimwright.core import Provider, Subscriber
from claimwright.edits import MEDICAID, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="identifiers-billing-taxonomy-missing",
    title="Billing provider without a taxonomy",
    authority="State Medicaid requirements",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-16",
        "CO-208",
    ),
    looks_at=EachClaim(frequency=("1", "7")),
    needs=("medicaid",),
    fix=Fix.propose("copy the code from the enrollment record in NPPES"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where it is empty."""
    if not claim.billing.taxonomy:
        yield EDIT.at(claim, "The billing provider has no taxonomy", field="billing.taxonomy")


MEMBER = Subscriber(member_id="MC0012345")
PASSES = (claim(payer=MEDICAID, subscriber=MEMBER),)
FAILS = (claim(payer=MEDICAID, subscriber=MEMBER, billing=Provider(npi="1245319599", tax_id="12-3456789", name="Example Family Practice")),)
