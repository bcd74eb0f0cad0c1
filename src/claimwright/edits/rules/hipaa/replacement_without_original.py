"""A replacement or void that does not name the claim it stands for.

What it checks
    A claim of frequency 7 or 8 carries the payer's control number of the earlier claim.

Why payers deny it
    The payer cannot find the claim to replace; it is rejected, or denied as a duplicate of the one it should have replaced.

Example
    Frequency 7 without a payer claim control number.

Fix
    Take the number from the 835 or 277CA that answered the earlier claim.

References
    ASC X12N 005010X222A1 and 005010X223A2, CLM05-3 and REF*F8; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="hipaa-replacement-without-original",
    title="Replacement or void without the payer's control number",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16", "CO-18"),
    looks_at=EachClaim(frequency=("7", "8")),
    fix=Fix.propose("take the payer's control number from the earlier claim's 835 or 277CA"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the number is missing."""
    if not claim.payer_claim_id:
        yield EDIT.at(claim, f"Frequency {claim.frequency} without the payer's control number of the earlier claim", field="payer_claim_id")


PASSES = (claim(), claim(frequency="7", payer_claim_id="2026061000123", payer=COMMERCIAL))
FAILS = (claim(frequency="7", payer=COMMERCIAL), claim(frequency="8", payer=COMMERCIAL))
