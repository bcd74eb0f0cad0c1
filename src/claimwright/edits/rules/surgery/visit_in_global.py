"""Visit in the postoperative period, without modifier 24.

What it checks
    A visit within 10 or 90 days after an operation of the same group and specialty carries 24 (FT for critical care).

Why payers deny it
    Visits after an operation are part of its payment (CO-97).

Example
    99213 two weeks after 47562 by the same group.

Fix
    24 only where the note shows an unrelated problem; otherwise the visit is not billed.

References
    Pub. 100-04, chapter 12, section 40.1.A (services included in the global package), section 40.2 (modifier 24), section 40.4.A
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.episodes import counts, operations, same_group
from claimwright.edits.families import HOSPITAL, OFFICE

EDIT = Edit(
    id="surgery-visit-in-global",
    title="Visit in the postoperative period, without modifier 24",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-97",),
    looks_at=EachEarlierClaim(kind="professional", frequency=("1", "7")),
    needs=("history",),
    fix=Fix.propose("add 24 if the note shows a problem that has nothing to do with the operation, else remove the visit"),
)
VISITS = frozenset((*OFFICE, *HOSPITAL))


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each visit within an operation's days."""
    earlier = history.claim
    if not counts(claim, earlier) or not same_group(claim, earlier):
        return
    surgery = [(done.procedure, day, after) for done, day, after in operations(earlier, reference)]
    for visit in claim.lines if surgery else ():
        if visit.procedure not in VISITS or not visit.from_date or not {"24", "FT"}.isdisjoint(visit.modifiers):
            continue
        for procedure, day, after in surgery:
            if 0 < (visit.from_date - day).days <= after:
                message = f"{visit.procedure} within {after} days of {procedure} on {day}"
                yield EDIT.at(visit, message, field="modifiers", value=visit.procedure)
                break


MAJOR = claim(line("47562"), id="A0900", place_of_service="22", on="2025-03-10")
MINOR = claim(line("10060"), id="A0901", on="2025-03-10")
SPLIT = claim(line("66984", modifiers=("54", "RT")), id="A0902", on="2025-03-10")
PASSES = (
    case(claim(line("99213", modifiers=("24",)), on="2025-03-24"), history=(MAJOR,)),
    case(claim(line("99213"), on="2025-03-21"), history=(MINOR,)),
    case(claim(line("99213"), on="2025-06-09"), history=(MAJOR,)),
    case(claim(line("99213"), on="2025-03-24"), history=(SPLIT,)),
)
FAILS = (
    case(claim(line("99213"), on="2025-03-24"), history=(MAJOR,)),
    case(claim(line("99213"), on="2025-06-08"), history=(MAJOR,)),
    case(claim(line("99212"), on="2025-03-20"), history=(MINOR,)),
)
