"""A professional claim without a place of service.

What it checks
    The claim, or each of its lines, says where the service was.

Why payers deny it
    The place decides the price; without it the claim is rejected (remark M77).

Example
    A professional claim with no place of service.

Fix
    Take the place from the encounter: 11 office, 22 hospital outpatient, 23 emergency room.

References
    ASC X12N 005010X222A1, CLM05-1; Pub. 100-04, chapter 26, section 10.5
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-place-of-service-missing",
    title="Place of service missing",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16", "CO-5"),
    looks_at=EachClaim(kind="professional"),
    fix=Fix.propose("state the place of service"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where neither the claim nor a line says the place."""
    if not claim.place_of_service and not all(line.place_of_service for line in claim.lines):
        yield EDIT.at(claim, "The claim does not say where the service was", field="place_of_service")


PASSES = (claim(), claim(line("99213", place_of_service="11"), place_of_service=""))
FAILS = (claim(place_of_service=""),)
