"""An office visit in an inpatient hospital.

What it checks
    Office visits are not billed with place of service 21.

Why payers deny it
    A visit to an inpatient is hospital care, with codes of its own; the pair of code and place does not fit (CO-5).

Example
    99214 in place 21.

Fix
    Choose the hospital visit that the note supports, or correct the place.

References
    Pub. 100-04, chapter 12, section 30.6.9 (hospital visits); chapter 26, section 10.5
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import OFFICE
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="visits-office-visit-in-hospital",
    title="Office visit in an inpatient hospital",
    authority="Medicare Claims Processing Manual",
    effective=since("2010-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-5",),
    looks_at=EachLine(codes=OFFICE, kind="professional"),
    fix=Fix.never("choose the hospital visit that the note supports, or correct the place"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for place 21."""
    if place_of(claim, line) == "21":
        yield EDIT.at(line, f"{line.procedure} is an office visit; place of service 21 is an inpatient hospital", value=line.procedure)


PASSES = (claim(line("99214")), claim(line("99214"), place_of_service="22"))
FAILS = (claim(line("99214"), place_of_service="21"),)
