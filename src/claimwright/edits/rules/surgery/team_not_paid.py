"""Surgical team where none is paid.

What it checks
    A line with modifier 66 is of a procedure whose indicator allows a team.

Why payers deny it
    Indicator 0: a team is not paid; 9: the concept does not apply (CO-54).

Example
    Modifier 66 on the removal of a gallbladder.

Fix
    One surgeon bills, or two with 62 where that is allowed and documented.

References
    Pub. 100-04, chapter 12, section 40.8.C (team surgeons; field 25 of the fee schedule)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-team-not-paid",
    title="Surgical team where none is paid",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-54",),
    looks_at=EachLine(modifiers=("66",), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("remove 66 unless the operative notes show another procedure"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the indicator is 0 or 9."""
    known = reference.indicators(line)
    if known and known.team in ("0", "9"):
        message = f"A surgical team is not paid at {line.procedure} (indicator {known.team})"
        yield EDIT.at(line, message, field="modifiers", value="66", table=known.source)


PASSES = (claim(line("47562", modifiers=("62",)), on="2025-03-10"), claim(line("47562", modifiers=("66",)), on="2019-03-10"))
FAILS = (claim(line("47562", modifiers=("66",)), on="2025-03-10"),)
