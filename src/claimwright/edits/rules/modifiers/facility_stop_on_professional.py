"""Facility's stop modifier on a professional claim.

What it checks
    73 and 74 stand on hospital claims and claims of ambulatory surgical centers (place 24) only.

Why payers deny it
    They speak of the facility's costs; physicians report 53 (CO-4).

Example
    An endoscopist's claim from place 22 with 73.

Fix
    53 on the physician's claim.

References
    Pub. 100-04, chapter 4, section 20.6.4 (modifiers 73 and 74); chapter 14, section 40.4 (ambulatory surgical centers)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="modifiers-facility-stop-on-professional",
    title="Facility's stop modifier on a professional claim",
    authority="HCPCS modifiers",
    effective=since("1999-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("73", "74"), kind="professional"),
    fix=Fix.propose("use 53 in its place if the operative note shows that the procedure was stopped"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding outside place 24."""
    if place_of(claim, line) != "24":
        named = "73" if "73" in line.modifiers else "74"
        yield EDIT.at(line, f"{named} on a professional claim", field="modifiers", value=named)


PASSES = (claim(line("45378", modifiers=("73",)), place_of_service="24"), claim(line("45378", modifiers=("53",))))
FAILS = (claim(line("45378", modifiers=("73",)), place_of_service="22"), claim(line("45378", modifiers=("74",))))
