"""More units of a code on a day than is likely (MAI 3).

What it checks
    The units of a code with a medically unlikely edit of adjudication indicator 3, summed over the lines of a day, stay within it.

Why payers deny it
    All units of the code on that day are denied on first pass (CO-222, CO-151); documented need may be shown on appeal.

Example
    Three blood draws on one day.

Fix
    Check the units against the note; where they are right, be ready to send the record.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section V; quarterly MUE tables
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.bundling import over_the_day

EDIT = Edit(
    id="ncci-mue-day-clinical",
    title="More units on a day than is likely",
    authority="CMS NCCI",
    effective=since("2013-04-01"),
    severity=Severity.ERROR,
    prevents=("CO-222", "CO-151"),
    looks_at=EachClaim(),
    needs=("mue",),
    fix=Fix.propose("check the units against the note; if right, be ready to appeal with the record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the last line of each code and day over its limit."""
    yield from over_the_day(EDIT, 3, claim, reference)


PASSES = (claim(line("36415", units="2")), claim(line("36415", units="9"), on="2024-03-01"))
FAILS = (claim(line("36415", units="3")), claim(line("36415", units="2"), line("36415", modifiers=("91",))))
