"""Consultation to Medicare.

What it checks
    Consultations (99241 to 99255) are not billed to Medicare.

Why payers deny it
    Medicare has not recognised them since 2010 (CO-96).

Example
    99244 to Medicare.

Fix
    The visit of the place, at the level that the note supports.

References
    Pub. 100-04, chapter 12, section 30.6.10 (consultation services, from 2010-01-01)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="visits-consultation-to-medicare",
    title="Consultation to Medicare",
    authority="Medicare Claims Processing Manual",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-96",),
    looks_at=EachLine(codes=("9924", "9925"), kind="professional"),
    needs=("medicare",),
    fix=Fix.never("choose the office, hospital or nursing facility visit that the note supports"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each consultation."""
    if line.procedure.isdecimal() and 99241 <= int(line.procedure) <= 99255:
        yield EDIT.at(line, f"{line.procedure}, a consultation, to Medicare", value=line.procedure)


PASSES = (claim(line("99244"), payer=COMMERCIAL), claim(line("99203")))
FAILS = (claim(line("99244")), claim(line("99253"), place_of_service="21"))
