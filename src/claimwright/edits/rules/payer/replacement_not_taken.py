"""A replacement or void sent to a payer that takes none.

What it checks
    A professional claim of frequency 7 or 8 goes to a payer whose profile says that it takes them.

Why payers deny it
    Medicare Part B corrects by reopening or appeal; a replacement is rejected, or denied as a duplicate (CO-18).

Example
    Frequency 7 to a Medicare contractor.

Fix
    Ask for a reopening, or send what was missing as a new claim.

References
    Pub. 100-04, chapter 34 (reopening of claims); CMS, 5010 companion guide for Part B, CLM05-3; for others the payer's profile
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="payer-replacement-not-taken",
    title="Replacement to a payer that takes none",
    authority="Payer's terms",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-18", "CO-16"),
    looks_at=EachClaim(kind="professional", frequency=("7", "8")),
    needs=("payer",),
    fix=Fix.propose("ask for a reopening"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the profile refuses."""
    if reference.payer and not reference.payer.accepts_replacement:
        message = f"{reference.payer.name} takes no professional claim of frequency {claim.frequency}"
        yield EDIT.at(claim, message, field="frequency", value=claim.frequency)


PASSES = (claim(), claim(frequency="7", payer_claim_id="2026061000123", payer=COMMERCIAL))
FAILS = (claim(frequency="7", payer_claim_id="2026061000123"),)
