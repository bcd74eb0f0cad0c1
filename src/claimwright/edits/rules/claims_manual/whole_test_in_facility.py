"""A whole test billed by a physician in a hospital.

What it checks
    In a hospital (places 19, 21, 22, 23) a physician bills the interpretation of a film or electrocardiogram only.

Why payers deny it
    The technical part is the hospital's; the whole test does not fit the place (CO-5).

Example
    71046 without 26 in the emergency room.

Fix
    Add 26 to the film; bill 93010 for the electrocardiogram.

References
    Pub. 100-04, chapter 13, section 20.2.1 (technical component in hospitals); 42 CFR 411.15(m)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.builders import RENDERING
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="claims-manual-whole-test-in-facility",
    title="Whole test billed by a physician in a hospital",
    authority="Medicare Claims Processing Manual",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-5",),
    looks_at=EachLine(codes=("71045", "71046", "93000", "93005"), kind="professional"),
    fix=Fix.never("bill the interpretation only: 26 on a film, 93010 for an electrocardiogram"),
)
HOSPITAL = ("19", "21", "22", "23")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a hospital's place without 26."""
    place = place_of(claim, line)
    if place in HOSPITAL and "26" not in line.modifiers:
        yield EDIT.at(line, f"{line.procedure} in place {place} holds the hospital's part", field="modifiers", value=line.procedure)


PASSES = (
    claim(line("71046", modifiers=("26",)), place_of_service="23"),
    claim(line("71046"), referring=RENDERING),
    claim(line("93010"), place_of_service="23"),
)
FAILS = (
    claim(line("71046"), place_of_service="23"),
    claim(line("93000"), place_of_service="21"),
    claim(line("71045"), place_of_service="19"),
)
