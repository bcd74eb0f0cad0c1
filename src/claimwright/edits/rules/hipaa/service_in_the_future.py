"""A service after the day the claim arrives.

What it checks
    No line begins after the day the payer would receive the claim.

Why payers deny it
    A service that has not happened cannot be billed (CO-110).

Example
    A visit of 20 March on a claim received on 10 March.

Fix
    Correct the year or day, or hold the claim.

References
    42 CFR 424.32; Pub. 100-04, chapter 1, section 80.3.2 (handling incomplete or invalid claims)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, case, claim, since

EDIT = Edit(
    id="hipaa-service-in-the-future",
    title="Service after the claim",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-110",),
    looks_at=EachLine(),
    needs=("received_on",),
    fix=Fix.propose("correct the date, or hold the claim until the service is done"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line that begins later than the claim arrives."""
    if line.from_date and reference.received_on and line.from_date > reference.received_on:
        yield EDIT.at(line, f"Service on {line.from_date}, claim on {reference.received_on}", field="from", value=line.from_date)


PASSES = (case(claim(on="2024-07-15"), received_on="2024-07-15"), claim(on="2024-07-15"))
FAILS = (case(claim(on="2024-07-15"), received_on="2024-07-14"),)
