"""Two surgeons where one is paid.

What it checks
    A line with modifier 62 is of a procedure whose indicator allows two surgeons.

Why payers deny it
    Indicator 0: co-surgeons are not permitted; 9: the concept does not apply (CO-54).

Example
    Modifier 62 on cataract surgery.

Fix
    One surgeon bills; the other bills what the note shows, if anything.

References
    Pub. 100-04, chapter 12, section 40.8.B (co-surgeons; field 24 of the fee schedule)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-cosurgeons-not-paid",
    title="Two surgeons where one is paid",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-54",),
    looks_at=EachLine(modifiers=("62",), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("remove 62 unless the operative notes show another procedure"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the indicator is 0 or 9."""
    known = reference.indicators(line)
    if known and known.cosurgeons in ("0", "9"):
        message = f"Two surgeons are not paid at {line.procedure} (indicator {known.cosurgeons})"
        yield EDIT.at(line, message, field="modifiers", value="62", table=known.source)


PASSES = (claim(line("44970", modifiers=("62",)), on="2025-03-10"),)
FAILS = (claim(line("66984", modifiers=("62",)), on="2025-03-10"), claim(line("10060", modifiers=("62",)), on="2025-03-10"))
