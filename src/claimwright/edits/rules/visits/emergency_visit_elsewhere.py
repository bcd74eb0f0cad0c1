"""An emergency department visit outside one.

What it checks
    Emergency department visits are billed with place of service 23.

Why payers deny it
    The codes are for a hospital's emergency department that never closes; elsewhere they do not fit the place (CO-5).

Example
    99284 in an urgent care centre (place 20).

Fix
    Correct the place, or choose an office visit.

References
    Pub. 100-04, chapter 12, section 30.6.11 (emergency department visits); chapter 26, section 10.5
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import EMERGENCY
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="visits-emergency-visit-elsewhere",
    title="Emergency visit outside an emergency department",
    authority="Medicare Claims Processing Manual",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-5",),
    looks_at=EachLine(codes=EMERGENCY, kind="professional"),
    fix=Fix.never("correct the place, or choose the visit that fits it"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for any other stated place."""
    place = place_of(claim, line)
    if place and place != "23":
        yield EDIT.at(
            line, f"{line.procedure} is an emergency visit; the place of service is {place}, not 23", field="place_of_service", value=place
        )


PASSES = (claim(line("99284"), place_of_service="23"),)
FAILS = (claim(line("99284"), place_of_service="20"), claim(line("99283", place_of_service="11"), place_of_service="23"))
