"""Procedure in a postoperative period, without a modifier that says why.

What it checks
    A procedure within 10 or 90 days after another operation of the same group carries 58 (staged or more extensive), 78 (unplanned return
    to the operating room) or 79 (unrelated).

Why payers deny it
    Without one of them it counts as part of the first operation (CO-97).

Example
    Draining an abscess three weeks after the removal of a gallbladder.

Fix
    58, 78 or 79 as the operative note shows.

References
    Pub. 100-04, chapter 12, section 40.2 (78, 58 and 79); section 40.4.A
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.episodes import counts, operations, same_group

EDIT = Edit(
    id="surgery-procedure-in-global",
    title="Procedure in a postoperative period, without a modifier that says why",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-97",),
    looks_at=EachEarlierClaim(kind="professional", frequency=("1", "7")),
    needs=("history",),
    fix=Fix.propose("add the one of 58, 78 and 79 that the operative note supports"),
)


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each procedure within an operation's days."""
    earlier = history.claim
    if not counts(claim, earlier) or not same_group(claim, earlier):
        return
    surgery = [(done.procedure, day, after) for done, day, after in operations(earlier, reference)]
    for again in claim.lines if surgery else ():
        known = reference.indicators(again)
        if not known or not (known.is_minor or known.is_major) or EXCUSED.intersection(again.modifiers):
            continue
        for procedure, day, after in surgery:
            if again.from_date and 0 < (again.from_date - day).days <= after:
                message = f"{again.procedure} within {after} days of {procedure} on {day}"
                yield EDIT.at(again, message, field="modifiers", value=again.procedure)
                break


EXCUSED = frozenset(("58", "78", "79", "55", "56", "80", "81", "82", "AS", "62", "66"))
MAJOR = claim(line("47562"), id="A0900", place_of_service="22", on="2025-03-10")
PASSES = (
    case(claim(line("10060", modifiers=("79",)), on="2025-03-30"), history=(MAJOR,)),
    case(claim(line("10060"), on="2025-07-30"), history=(MAJOR,)),
    case(claim(line("85025"), on="2025-03-30"), history=(MAJOR,)),
)
FAILS = (case(claim(line("10060"), on="2025-03-30"), history=(MAJOR,)), case(claim(line("27447"), on="2025-04-30"), history=(MAJOR,)))
