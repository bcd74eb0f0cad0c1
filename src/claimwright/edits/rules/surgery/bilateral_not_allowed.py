"""Both sides of a service that has none.

What it checks
    A line with modifier 50 is of a procedure whose bilateral indicator allows it: not 0 (one side only, or no sides), 2 (both sides
    already) or 9 (no such thing).

Why payers deny it
    The modifier does not fit the procedure (CO-4).

Example
    Draining one abscess (10060) with modifier 50.

Fix
    Remove the modifier; where the note shows two separate sites, see the procedure's own way of counting.

References
    Pub. 100-04, chapter 12, section 40.7 (claims for bilateral surgeries; field 22 of the fee schedule)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-bilateral-not-allowed",
    title="Both sides of a service that has none",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("50",), kind="professional"),
    fix=Fix.propose("remove 50 if the note shows one side or a service that is bilateral by itself"),
)
ALREADY = {"0": "allows no modifier 50", "2": "is for both sides already", "9": "knows no sides"}


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for 50 on a code whose indicator refuses it."""
    known = reference.indicators(line)
    if known and known.bilateral in ALREADY:
        message = f"{line.procedure} {ALREADY[known.bilateral]} (bilateral indicator {known.bilateral})"
        yield EDIT.at(line, message, field="modifiers", value="50", table=known.source)


PASSES = (
    claim(line("20610", modifiers=("50",)), on="2025-03-10"),
    claim(line("10060", modifiers=("50",)), on="2019-03-10"),  # no fee schedule of that year is here
)
FAILS = (claim(line("10060", modifiers=("50",)), on="2025-03-10"), claim(line("69210", modifiers=("50",)), on="2025-03-10"))
