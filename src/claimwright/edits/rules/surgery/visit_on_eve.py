"""Visit on the day before a major operation, without modifier 57.

What it checks
    A visit of the group on the day before its procedure of 90 days carries 57 (or 24, 25).

Why payers deny it
    The day before a major operation belongs to it (CO-97).

Example
    99214 on the 9th, 47562 on the 10th.

Fix
    57 where the note shows that the decision was made in this visit.

References
    Pub. 100-04, chapter 12, section 40.1.A (the day before major surgery), section 40.2 (modifier 57)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.episodes import counts, operations, same_group
from claimwright.edits.families import HOSPITAL, OFFICE

EDIT = Edit(
    id="surgery-visit-on-eve",
    title="Visit on the day before a major operation, without modifier 57",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-97",),
    looks_at=EachEarlierClaim(kind="professional", frequency=("1", "7")),
    needs=("history",),
    fix=Fix.propose("add 57 if the note shows that this visit led to the decision, else remove the visit"),
)
VISITS = frozenset((*OFFICE, *HOSPITAL))


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each visit that an operation of the next day takes in."""
    other = history.claim
    if not counts(claim, other) or not same_group(claim, other):
        return
    majors = {day for _line, day, after in operations(other, reference) if after == 90}
    for visit in claim.lines:
        bare = visit.procedure in VISITS and {"24", "25", "57"}.isdisjoint(visit.modifiers)
        if bare and visit.from_date and any((day - visit.from_date).days == 1 for day in majors):
            yield EDIT.at(visit, f"{visit.procedure} on the day before a major operation of the group", field="modifiers")


MAJOR = claim(line("47562"), id="A0900", place_of_service="22", on="2025-03-10")
PASSES = (
    case(claim(line("99214", modifiers=("57",)), on="2025-03-09"), history=(MAJOR,)),
    case(claim(line("99214"), on="2025-03-08"), history=(MAJOR,)),
)
FAILS = (case(claim(line("99214"), on="2025-03-09"), history=(MAJOR,)),)
