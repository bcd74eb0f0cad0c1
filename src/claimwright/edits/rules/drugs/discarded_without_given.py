"""Drug discarded, none given.

What it checks
    A line with JW stands beside a line of the same drug and day without JW.

Why payers deny it
    A discarded amount is paid beside the amount that was given; alone it is returned (CO-16).

Example
    J0696-JW as the only line of the drug.

Fix
    Add the line of the amount that was given.

References
    Pub. 100-04, chapter 17, section 40 (the discarded amount on a separate line with JW)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="drugs-discarded-without-given",
    title="Drug discarded, none given",
    authority="Medicare Claims Processing Manual",
    effective=since("2017-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(modifiers=("JW",)),
    fix=Fix.propose("bill the amount that the medication record shows as given on a line of its own"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a drug that only JW lines bill on the day."""
    day = reference.day(line)
    given = ("JW" not in other.modifiers and other.procedure == line.procedure and reference.day(other) == day for other in claim.lines)
    if not any(given):
        yield EDIT.at(line, f"{line.procedure} was discarded, but none was given", field="modifiers", value="JW")


PASSES = (claim(line("J0696", units="3"), line("J0696", modifiers=("JW",))),)
FAILS = (claim(line("J0696", modifiers=("JW",))), claim(line("J1885"), line("J0696", modifiers=("JW",))))
