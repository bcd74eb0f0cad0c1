"""Modifier 51 on an add-on service.

What it checks
    Modifier 51 (several procedures) does not stand on add-on codes, whose global days are ZZZ.

Why payers deny it
    Add-on codes are priced as additions and are not reduced; some payers deny the contradiction (CO-4).

Example
    90472-51.

Fix
    Remove 51.

References
    Pub. 100-04, chapter 12, section 40.6 (multiple surgeries) and section 30.D (add-on codes, global days ZZZ)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-multiple-on-add-on",
    title="Modifier 51 on an add-on service",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("51",), kind="professional"),
    fix=Fix.propose("remove 51 where the record shows an add-on to the primary service"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for 51 on a code of global days ZZZ."""
    known = reference.indicators(line)
    if known and known.global_days == "ZZZ":
        yield EDIT.at(line, f"51 on {line.procedure}, an add-on code", field="modifiers", value="51", table=known.source)


PASSES = (claim(line("90471"), line("90472"), on="2025-03-10"), claim(line("12001", modifiers=("51",)), on="2025-03-10"))
FAILS = (claim(line("90471"), line("90472", modifiers=("51",)), on="2025-03-10"),)
