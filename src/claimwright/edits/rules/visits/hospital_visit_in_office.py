"""A hospital visit outside a hospital.

What it checks
    Hospital inpatient and observation care is not billed in an office (11) or at home (12).

Why payers deny it
    The code does not fit the place (CO-5).

Example
    99223 in place 11.

Fix
    Correct the place, or choose an office visit.

References
    Pub. 100-04, chapter 12, sections 30.6.8 and 30.6.9 (observation and hospital care); chapter 26, section 10.5
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import HOSPITAL
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="visits-hospital-visit-in-office",
    title="Hospital visit outside a hospital",
    authority="Medicare Claims Processing Manual",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-5",),
    looks_at=EachLine(codes=HOSPITAL, kind="professional"),
    fix=Fix.never("correct the place, or choose an office visit"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an office or a home."""
    place = place_of(claim, line)
    if place in ("11", "12"):
        yield EDIT.at(line, f"{line.procedure} is hospital care; the place of service is {place}", field="place_of_service", value=place)


PASSES = (claim(line("99223"), place_of_service="21"), claim(line("99232"), place_of_service="22"))
FAILS = (claim(line("99223"), place_of_service="11"),)
