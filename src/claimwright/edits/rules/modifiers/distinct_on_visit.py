"""Distinct-service modifier on a visit.

What it checks
    59 and X{EPSU} stand on procedures, not on visits.

Why payers deny it
    The modifier does not fit the service (CO-4).

Example
    99213-59.

Fix
    Remove it. A separate, significant visit carries 25, where the note shows one.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section E (modifier 59 is not reported with evaluation and management)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import EYE_VISITS

EDIT = Edit(
    id="modifiers-distinct-on-visit",
    title="Distinct-service modifier on a visit",
    authority="CMS NCCI",
    effective=since("2005-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(codes=("992", "993", "994", *EYE_VISITS), modifiers=("59", "XE", "XS", "XP", "XU")),
    fix=Fix.propose("remove it; 25 only where the note shows a significant visit of its own"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each such visit."""
    named = next(name for name in ("59", "XE", "XS", "XP", "XU") if name in line.modifiers)
    yield EDIT.at(line, f"{named} on a visit", field="modifiers", value=named)


PASSES = (claim(line("99213", modifiers=("25",))), claim(line("97597", modifiers=("59",))))
FAILS = (claim(line("99213", modifiers=("59",))), claim(line("92012", modifiers=("XE",))))
