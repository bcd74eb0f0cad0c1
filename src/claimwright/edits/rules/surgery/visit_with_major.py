"""Visit on the day of a major operation, without modifier 57.

What it checks
    A visit on the day of a procedure of 90 days, by the same physician, carries 57 (or 24, 25, FT).

Why payers deny it
    The day of the operation and the day before belong to its global period (CO-97).

Example
    99223 and 44970 on one day.

Fix
    57 where the note shows that the decision was made in this visit; otherwise the visit is part of the operation.

References
    Pub. 100-04, chapter 12, section 40.1.A and 40.1.B (global package), section 40.2 (modifier 57)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since
from claimwright.edits.families import EMERGENCY, HOSPITAL, OFFICE, OPERATIONS

EDIT = Edit(
    id="surgery-visit-with-major",
    title="Visit on the day of a major operation, without modifier 57",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-97",),
    looks_at=EachLinePair(codes=OPERATIONS, same=("date", "provider"), kind="professional"),
    fix=Fix.propose("add 57 if the note shows that this visit led to the decision, else remove the visit"),
)
VISITS = frozenset((*OFFICE, *HOSPITAL, *EMERGENCY, "99291"))


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the visit."""
    for visit, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if visit.procedure not in VISITS or not {"24", "25", "57", "FT"}.isdisjoint(visit.modifiers):
            continue
        known = reference.indicators(other)
        if known and known.is_major and not {"80", "81", "82", "AS", "55", "56"} & set(other.modifiers):
            message = f"{visit.procedure} on the day of {other.procedure} (global days 090) without 57"
            yield EDIT.at(visit, message, field="modifiers", value=",".join(visit.modifiers), table=known.source)


PASSES = (
    claim(line("99223", modifiers=("57",)), line("44970"), place_of_service="21", on="2025-03-10"),
    claim(line("99223", on="2025-03-08"), line("44970"), place_of_service="21", on="2025-03-10"),
)
FAILS = (claim(line("99223"), line("44970"), place_of_service="21", on="2025-03-10"),)
