"""Nursing facility visit in another place.

What it checks
    Nursing facility visits are of places 31, 32, 54, 56 or of telehealth.

Why payers deny it
    Code and place contradict each other (CO-5).

Example
    99309 in place 11.

Fix
    Correct what is wrong, from the note.

References
    Pub. 100-04, chapter 12, section 30.6.13 (nursing facility services, places of service); chapter 26, section 10.5
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="visits-nursing-visit-elsewhere",
    title="Nursing facility visit in another place",
    authority="Medicare Claims Processing Manual",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-5",),
    looks_at=EachLine(codes=("99304", "99305", "99306", "99307", "99308", "99309", "99310", "99315", "99316"), kind="professional"),
    fix=Fix.never("correct the place, or choose the visit of the place that the note shows"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding elsewhere."""
    place = place_of(claim, line)
    if place and place not in ("31", "32", "54", "56", "02", "10"):
        yield EDIT.at(line, f"{line.procedure} in place {place}", field="place_of_service", value=place)


PASSES = (claim(line("99309"), place_of_service="32"), claim(line("99309"), place_of_service="31"))
FAILS = (claim(line("99309")), claim(line("99305"), place_of_service="21"))
