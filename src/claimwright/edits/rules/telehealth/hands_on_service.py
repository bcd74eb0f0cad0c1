"""Service by telehealth that needs hands.

What it checks
    Operations, blood draws, imaging, injections and vaccinations do not have place 02 or 10.

Why payers deny it
    They cannot be done from afar and are on no list of telehealth services (CO-5).

Example
    A joint injection with place 10.

Fix
    Take the place from the note; the visit and the procedure may have been on different days.

References
    42 CFR 410.78(b) and (f) (list of telehealth services); Pub. 100-04, chapter 12, section 190.3; chapter 26, section 10.5
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import HANDS_ON
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="telehealth-hands-on-service",
    title="Service by telehealth that needs hands",
    authority="Medicare Claims Processing Manual",
    effective=since("2017-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-5",
        "CO-58",
    ),
    looks_at=EachLine(codes=HANDS_ON, kind="professional"),
    fix=Fix.propose("take the place of the service from the note"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for such a service in a telehealth place; interpretations (26) may be read anywhere."""
    place = place_of(claim, line)
    if place in ("02", "10") and "26" not in line.modifiers and (line.procedure[:1] == "G" or line.procedure.isdecimal()):
        yield EDIT.at(line, f"{line.procedure} by telehealth (place {place})", field="place_of_service", value=place)


PASSES = (
    claim(line("99213", modifiers=("95",)), place_of_service="10"),
    claim(line("99213"), line("36415")),
    claim(line("99213", modifiers=("95",)), line("36415", place_of_service="11"), place_of_service="10"),
)
FAILS = (claim(line("20610", modifiers=("RT",)), place_of_service="10"), claim(line("36415"), place_of_service="02"))
