"""Both sides twice on one day.

What it checks
    A procedure with modifier 50 stands once on a day, with one unit.

Why payers deny it
    Both sides cannot be done twice (CO-151).

Example
    20610-50 on two lines.

Fix
    One line, one unit.

References
    CMS, Integrated Outpatient Code Editor specifications, edit 16 (multiple bilateral procedures without modifier); Pub. 100-04, chapter
    4, section 20.6.2 (modifier 50)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import OPPS

EDIT = Edit(
    id="outpatient-bilateral-twice",
    title="Both sides twice on one day",
    authority="Outpatient code editor",
    effective=since("2000-08-01"),
    severity=Severity.ERROR,
    prevents=("CO-151",),
    looks_at=EachClaim(kind="institutional", bills=OPPS),
    fix=Fix.propose("compare the lines with the operative note; both sides are one line with 50"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each repetition or further unit."""
    seen: set[tuple[str, date]] = set()
    for done in claim.lines:
        if "50" in done.modifiers:
            key = done.procedure, reference.day(done)
            if key in seen or done.units > 1:
                yield EDIT.at(done, f"{done.procedure}-50 more than once on {key[1]}", field="modifiers", value="50")
            seen.add(key)


BOTH = line("20610", modifiers=("50",), revenue_code="0361", pointers=())
PASSES = (institutional(BOTH),)
FAILS = (institutional(BOTH, BOTH), institutional(line("20610", modifiers=("50",), units="2", revenue_code="0361", pointers=())))
