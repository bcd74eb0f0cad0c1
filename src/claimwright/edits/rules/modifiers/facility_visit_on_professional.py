"""Hospital's visit modifier on a professional claim.

What it checks
    27 (several outpatient visits on one day) stands on hospital claims only.

Why payers deny it
    It is a hospital's modifier (CO-4).

Example
    A physician's 99213-27.

Fix
    Remove it.

References
    CMS, Program Memorandum A-01-80 (modifier 27, hospital outpatients, from 2001-10-01); NCCI Policy Manual for Medicare Services,
    chapter I, section E
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, institutional, line, since

EDIT = Edit(
    id="modifiers-facility-visit-on-professional",
    title="Hospital's visit modifier on a professional claim",
    authority="HCPCS modifiers",
    effective=since("2001-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("27",), kind="professional"),
    fix=Fix.propose("remove 27; 25 only if the note shows a significant visit of its own"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each such line."""
    yield EDIT.at(line, "27 on a professional claim", field="modifiers", value="27")


PASSES = (claim(line("99213", modifiers=("25",))), institutional(line("G0463", modifiers=("27",), pointers=())))
FAILS = (claim(line("99213", modifiers=("27",))),)
