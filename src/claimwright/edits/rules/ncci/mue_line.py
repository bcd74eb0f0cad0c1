"""More units on a line than one line can have (MAI 1).

What it checks
    The units of each line whose code has a medically unlikely edit of adjudication indicator 1 stay within it.

Why payers deny it
    The whole line is denied, not only what is over (CO-222).

Example
    300 miles on one line, where 250 is the limit.

Fix
    Check the units against the note. Where they are right, split them over lines with a modifier that tells why (76, 77, 91, 59 or
    an anatomic one).

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section V; quarterly MUE tables
"""

from collections.abc import Iterator
from typing import Any

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.bundling import limit

EDIT = Edit(
    id="ncci-mue-line",
    title="More units than a line can have",
    authority="CMS NCCI",
    effective=since("2007-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-222", "CO-151"),
    looks_at=EachLine(),
    needs=("mue",),
    fix=Fix.propose("check the units; if right, split them over lines with a modifier"),
)


def wants(procedure: str, books: Any) -> bool:
    """Only codes of which a table says that their lines are counted one by one."""
    return any(known.adjudication == 1 for known in books.mue.ever(procedure))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line over its limit."""
    most = limit(claim, line.procedure, reference.day(line), reference)
    if most and most.adjudication == 1 and line.unit == "UN" and line.units > most.units:
        message = f"{line.units} units of {line.procedure} on one line; the limit is {most.units} (MAI 1)"
        yield EDIT.at(line, message, field="units", value=line.units, table=most.source, stale=most.stale)


PASSES = (claim(line("A0425", units="250")), claim(line("A0425", units="200"), line("A0425", units="100", modifiers=("76",))))
FAILS = (claim(line("A0425", units="251")),)
