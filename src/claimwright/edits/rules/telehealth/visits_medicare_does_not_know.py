"""Telemedicine visit that Medicare does not know.

What it checks
    98000 to 98015 are not billed to Medicare; 98016 (brief contact) is.

Why payers deny it
    They are not valid for Medicare (status I), which wants the office visits with a telehealth place (CO-96).

Example
    98005 to Medicare in 2025.

Fix
    The office visit that the note supports, place 02 or 10, 93 where it was by sound only.

References
    89 Federal Register 97710 (CY 2025 physician fee schedule final rule, telemedicine visits 98000 to 98016)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="telehealth-visits-medicare-does-not-know",
    title="Telemedicine visit that Medicare does not know",
    authority="Medicare physician fee schedule",
    effective=since("2025-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-96",),
    looks_at=EachLine(codes=tuple(f"980{number:02d}" for number in range(16)), kind="professional"),
    needs=("medicare",),
    fix=Fix.never("choose the office visit that the note supports, with the telehealth place"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each such visit."""
    yield EDIT.at(line, f"{line.procedure} is not valid for Medicare", value=line.procedure)


PASSES = (claim(line("98016"), on="2025-03-10"), claim(line("98005"), on="2025-03-10", payer=COMMERCIAL))
FAILS = (claim(line("98005"), on="2025-03-10", place_of_service="10"),)
