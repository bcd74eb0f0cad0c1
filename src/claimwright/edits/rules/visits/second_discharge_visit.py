"""Second discharge of one stay.

What it checks
    A group and specialty bill one discharge visit for one stay (the same day of admission).

Why payers deny it
    Only one discharge day management is paid (CO-B14).

Example
    99238 on the 18th and the 19th of one stay.

Fix
    Keep the day on which the patient was seen for the discharge.

References
    Pub. 100-04, chapter 12, section 30.6.9.2 (hospital discharge day management)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.episodes import counts, same_group

EDIT = Edit(
    id="visits-second-discharge-visit",
    title="Second discharge of one stay",
    authority="Medicare Claims Processing Manual",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-B14",
        "CO-18",
    ),
    looks_at=EachEarlierClaim(kind="professional", frequency=("1", "7")),
    needs=("history",),
    fix=Fix.propose("remove the visit, or take its day from the discharge note"),
)
DISCHARGE = frozenset(("99238", "99239"))


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each discharge visit that the group billed for the stay before."""
    earlier = history.claim
    admitted = claim.dates.get("admission")
    if not admitted or earlier.dates.get("admission") != admitted or not counts(claim, earlier) or not same_group(claim, earlier):
        return
    seen = [done.from_date for done in earlier.lines if done.procedure in DISCHARGE]
    for visit in claim.lines:
        if visit.procedure in DISCHARGE and seen:
            yield EDIT.at(visit, f"The group's discharge visit of this stay was billed for {seen[0]}", value=visit.procedure)


STAY = {"admission": date(2024, 7, 15)}
BEFORE = claim(line("99238"), id="A0900", on="2024-07-18", place_of_service="21", dates=STAY)
PASSES = (case(claim(line("99232"), on="2024-07-17", place_of_service="21", dates=STAY), history=(BEFORE,)),)
FAILS = (case(claim(line("99239"), on="2024-07-19", place_of_service="21", dates=STAY), history=(BEFORE,)),)
