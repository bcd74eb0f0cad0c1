"""Second first visit of one stay.

What it checks
    A group and specialty bill one first hospital visit for one stay (the same day of admission).

Why payers deny it
    Further visits of the stay are visits of following days (CO-B14).

Example
    99222 on the 15th and again on the 17th of one stay.

Fix
    Choose the following day's visit that the note supports.

References
    Pub. 100-04, chapter 12, section 30.6.9.1 (only one initial visit per stay) and section 30.6.5 (physicians in group practice)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.episodes import counts, same_group

EDIT = Edit(
    id="visits-second-admission-visit",
    title="Second first visit of one stay",
    authority="Medicare Claims Processing Manual",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-B14",
        "CO-18",
    ),
    looks_at=EachEarlierClaim(kind="professional", frequency=("1", "7")),
    needs=("history",),
    fix=Fix.never("choose the visit of a following day (99231 to 99233) that the note supports"),
)
FIRST = frozenset(("99221", "99222", "99223"))


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each first visit that the group billed for the stay before."""
    earlier = history.claim
    admitted = claim.dates.get("admission")
    if not admitted or earlier.dates.get("admission") != admitted or not counts(claim, earlier) or not same_group(claim, earlier):
        return
    seen = [done.from_date for done in earlier.lines if done.procedure in FIRST]
    for visit in claim.lines:
        if visit.procedure in FIRST and seen:
            yield EDIT.at(visit, f"The group's first visit of this stay was billed for {seen[0]}", value=visit.procedure)


STAY = {"admission": date(2024, 7, 15)}
BEFORE = claim(line("99222"), id="A0900", place_of_service="21", dates=STAY)
PASSES = (
    case(claim(line("99232"), on="2024-07-17", place_of_service="21", dates=STAY), history=(BEFORE,)),
    case(claim(line("99222"), on="2024-09-17", place_of_service="21", dates={"admission": date(2024, 9, 17)}), history=(BEFORE,)),
)
FAILS = (case(claim(line("99222"), on="2024-07-17", place_of_service="21", dates=STAY), history=(BEFORE,)),)
