"""Modifier 57 beside a minor procedure.

What it checks
    57 (decision for surgery) stands on a visit beside a procedure of 90 days. Beside procedures of 0 or 10 days only, a separate visit
    carries 25.

Why payers deny it
    The decision for a minor procedure is part of it (CO-97).

Example
    99213-57 with the drainage of an abscess.

Fix
    25 only where the note shows a significant, separate visit; else no visit.

References
    Pub. 100-04, chapter 12, section 40.2 (modifier 57, major surgery) and section 30.6.6 (modifier 25); NCCI Policy Manual for Medicare
    Services, chapter I, section D
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since
from claimwright.edits.families import OPERATIONS, is_visit

EDIT = Edit(
    id="surgery-decision-modifier-for-minor",
    title="Modifier 57 beside a minor procedure",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-97",
        "CO-4",
    ),
    looks_at=EachLinePair(codes=OPERATIONS, same=("date", "provider"), kind="professional"),
    fix=Fix.propose("remove 57; 25 in its place only if the note shows a significant visit of its own"),
)


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the visit, unless a major procedure is on the claim."""
    for visit, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if "57" not in visit.modifiers or not is_visit(visit.procedure):
            continue
        known = reference.indicators(other)
        if known and known.is_minor and not _has_major(claim, reference):
            message = f"57 on {visit.procedure}, but {other.procedure} is a minor procedure (global days {known.global_days})"
            yield EDIT.at(visit, message, field="modifiers", value="57", table=known.source)


def _has_major(claim: Claim, reference: Reference) -> bool:
    return any((known := reference.indicators(line)) is not None and known.is_major for line in claim.lines)


PASSES = (
    claim(line("99213", modifiers=("57",)), line("47562"), on="2025-03-10"),
    claim(line("99213", modifiers=("25",)), line("10060"), on="2025-03-10"),
)
FAILS = (claim(line("99213", modifiers=("57",)), line("10060"), on="2025-03-10"),)
