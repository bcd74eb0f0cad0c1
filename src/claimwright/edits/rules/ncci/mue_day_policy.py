"""More units of a code on a day than policy allows (MAI 2).

What it checks
    The units of a code with a medically unlikely edit of adjudication indicator 2, summed over the lines of a day, stay within it.

Why payers deny it
    All units of the code on that day are denied, and no appeal changes it: the limit follows from anatomy, the code's meaning or law
    (CO-222).

Example
    Two first vaccine administrations on one day.

Fix
    Bill what the limit allows; look for the add-on code that the further units belong to.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section V; quarterly MUE tables
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.bundling import over_the_day

EDIT = Edit(
    id="ncci-mue-day-policy",
    title="More units on a day than policy allows",
    authority="CMS NCCI",
    effective=since("2013-04-01"),
    severity=Severity.ERROR,
    prevents=("CO-222", "CO-151"),
    looks_at=EachClaim(),
    needs=("mue",),
    fix=Fix.propose("bill no more than the limit"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the last line of each code and day over its limit."""
    yield from over_the_day(EDIT, 2, claim, reference)


PASSES = (claim(line("90471"), line("90472", units="2")), claim(line("90471", on="2024-07-15"), line("90471", on="2024-07-16")))
FAILS = (claim(line("90471", units="2")), claim(line("90471"), line("90471", modifiers=("59",))))
