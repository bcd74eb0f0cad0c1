"""Modifier of an operation on a visit.

What it checks
    58, 78 and 79 stand on procedures, not on visits.

Why payers deny it
    The modifier does not fit the service (CO-4).

Example
    99213-79.

Fix
    Move it to the procedure. An unrelated visit after an operation carries 24, where the note shows that it was unrelated.

References
    Pub. 100-04, chapter 12, section 40.2 (procedures in the postoperative period); NCCI Policy Manual for Medicare Services, chapter I,
    section E
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import EYE_VISITS

EDIT = Edit(
    id="surgery-return-modifier-on-visit",
    title="Modifier of an operation on a visit",
    authority="HCPCS modifiers",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(codes=("992", "993", "994", *EYE_VISITS), modifiers=("58", "78", "79"), kind="professional"),
    fix=Fix.propose("move the modifier to the procedure; on a visit 24 only where the note shows an unrelated problem"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each such visit."""
    named = ",".join(sorted({"58", "78", "79"} & set(line.modifiers)))
    yield EDIT.at(line, f"{named} on a visit", field="modifiers", value=named)


PASSES = (claim(line("99213", modifiers=("24",))), claim(line("10060", modifiers=("79",))))
FAILS = (claim(line("99213", modifiers=("79",))), claim(line("99232", modifiers=("58",))))
