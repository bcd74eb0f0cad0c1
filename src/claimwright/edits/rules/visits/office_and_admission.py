"""Office visit on the day of admission.

What it checks
    A physician who admits a patient bills no office or emergency visit of the same day beside the first hospital visit.

Why payers deny it
    All visits of the day that lead to the admission are part of the first hospital visit (CO-97).

Example
    99214 and 99222 on one day.

Fix
    One first hospital visit, its level from all notes of the day. An unrelated visit is another matter, with 25.

References
    Pub. 100-04, chapter 12, section 30.6.9.1 (initial hospital care from the office or emergency department)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since
from claimwright.edits.families import EMERGENCY, OFFICE

EDIT = Edit(
    id="visits-office-and-admission",
    title="Office visit on the day of admission",
    authority="Medicare Claims Processing Manual",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-97",),
    looks_at=EachLinePair(codes=("9922",), same=("date", "provider"), kind="professional"),
    fix=Fix.never("choose the level of the first hospital visit from all notes of the day, and leave out the office visit"),
)
FIRST = frozenset(("99221", "99222", "99223"))


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the office or emergency visit, unless it carries 25."""
    for visit, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if other.procedure in FIRST and visit.procedure in (*OFFICE, *EMERGENCY) and "25" not in visit.modifiers:
            yield EDIT.at(visit, f"{visit.procedure} on the day of {other.procedure}", value=visit.procedure)


PASSES = (claim(line("99222"), line("93010"), place_of_service="21"),)
FAILS = (claim(line("99214", place_of_service="11"), line("99222"), place_of_service="21"),)
