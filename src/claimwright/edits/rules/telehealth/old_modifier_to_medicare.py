"""Retired telehealth modifier to Medicare.

What it checks
    Professional lines to Medicare do not carry GT.

Why payers deny it
    From 2018 the place of service says that it was telehealth; GT is left for certain hospitals' institutional claims (CO-4).

Example
    99213-GT with place 02.

Fix
    Remove GT and state the place.

References
    CMS, change request 10152 (GT no longer required on professional claims, from 2018-01-01); Pub. 100-04, chapter 12, section 190.6.1
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="telehealth-old-modifier-to-medicare",
    title="Retired telehealth modifier to Medicare",
    authority="Medicare Claims Processing Manual",
    effective=since("2018-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("GT",), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("remove GT; the place 02 or 10 that the note shows says it"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each line with GT."""
    yield EDIT.at(line, "GT on a professional line to Medicare", field="modifiers", value="GT")


PASSES = (
    claim(line("99213", modifiers=("GT",)), place_of_service="02", payer=COMMERCIAL),
    claim(line("99213"), place_of_service="02"),
)
FAILS = (claim(line("99213", modifiers=("GT",)), place_of_service="02"),)
