"""Physician's stop modifier on a hospital's claim.

What it checks
    53 does not stand on a hospital outpatient line.

Why payers deny it
    Hospitals report 73 (before anesthesia) or 74 (after it began); 53 is not valid there (CO-4).

Example
    Bill 13 with 45378-53.

Fix
    73 or 74 by the operative note; 52 where no anesthesia was planned.

References
    Pub. 100-04, chapter 4, section 20.6.4 (modifiers 52, 73 and 74)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since

EDIT = Edit(
    id="modifiers-physician-stop-on-facility",
    title="Physician's stop modifier on a hospital's claim",
    authority="HCPCS modifiers",
    effective=since("1999-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("53",), kind="institutional", bills=("13", "83")),
    fix=Fix.propose("use 73 or 74 in its place, by when the operative note says that it stopped"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each such line."""
    yield EDIT.at(line, "53 on a hospital's line", field="modifiers", value="53")


PASSES = (institutional(line("45378", modifiers=("74",), pointers=())),)
FAILS = (institutional(line("45378", modifiers=("53",), pointers=())),)
