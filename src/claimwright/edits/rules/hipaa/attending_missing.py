"""A hospital claim without the attending provider.

What it checks
    An institutional claim names the attending provider with an NPI.

Why payers deny it
    Somebody has the overall responsibility for the patient's care; without that person the claim is returned (remark N253).

Example
    An outpatient hospital claim without attending provider.

Fix
    Name the provider who has overall responsibility for the care.

References
    ASC X12N 005010X223A2, loop 2310A; Pub. 100-04, chapter 25, section 75.6, form locator 76
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, since

EDIT = Edit(
    id="hipaa-attending-missing",
    title="Attending provider missing",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-206", "CO-16"),
    looks_at=EachClaim(kind="institutional"),
    fix=Fix.propose("name the provider who has overall responsibility for the care"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no attending NPI stands; ambulance claims (revenue code 0540) have none."""
    transport = bool(claim.lines) and all(line.revenue_code.startswith("054") for line in claim.lines)
    if not transport and (claim.attending is None or not claim.attending.npi):
        yield EDIT.at(claim, "The claim names no attending provider", field="attending.npi")


PASSES = (institutional(),)
FAILS = (institutional(attending=None),)
