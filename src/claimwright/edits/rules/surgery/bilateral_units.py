"""Both sides with several units.

What it checks
    A line with modifier 50 has one unit.

Why payers deny it
    The modifier already says two; more units exceed what is possible in a day (CO-151).

Example
    An injection of both knees as 20610-50 with two units.

Fix
    One line, modifier 50, one unit.

References
    Pub. 100-04, chapter 12, section 40.7.B (a single line item); NCCI Policy Manual for Medicare Services, chapter I, section V
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-bilateral-units",
    title="Both sides with several units",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-151",),
    looks_at=EachLine(modifiers=("50",), kind="professional"),
    fix=Fix.propose("state one unit beside 50 if the note shows each side once"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for more than one unit."""
    if line.units > 1:
        yield EDIT.at(line, f"Modifier 50 with {line.units} units", field="units", value=line.units)


PASSES = (claim(line("20610", modifiers=("50",))),)
FAILS = (claim(line("20610", modifiers=("50",), units="2")),)
