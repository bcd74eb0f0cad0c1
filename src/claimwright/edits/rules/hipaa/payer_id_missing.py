"""A claim that cannot be routed.

What it checks
    The payer's identifier is on the claim.

Why payers deny it
    Without it the clearinghouse does not know where to send the claim.

Example
    A claim with the payer's name only.

Fix
    Take the identifier from the clearinghouse's list of payers.

References
    ASC X12N 005010X222A1 and 005010X223A2, loop 2010BB NM109; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import Payer
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="hipaa-payer-id-missing",
    title="Payer's identifier missing",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.propose("take the identifier from the clearinghouse's list of payers"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the identifier is empty."""
    if not claim.payer.id.strip():
        yield EDIT.at(claim, "The claim does not say to which payer it goes", field="payer.id")


PASSES = (claim(),)
FAILS = (claim(payer=Payer("", "Example Medicare")),)
