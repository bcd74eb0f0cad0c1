"""Split care of a service without a global period.

What it checks
    Modifiers 54, 55 and 56 stand on procedures with a global period of 10 or 90 days.

Why payers deny it
    Without such a period there is nothing to share (CO-4).

Example
    A joint injection with modifier 54.

Fix
    Remove the modifier, or bill the operation that the note shows.

References
    Pub. 100-04, chapter 12, section 40.2 (physicians who furnish part of a global surgical package) and section 40.4.B
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-split-care-without-global",
    title="Split care of a service without a global period",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("54", "55", "56"), kind="professional"),
    fix=Fix.propose("remove 54, 55 or 56 where the record shows no shared postoperative care"),
)

NONE_TO_SHARE = ("000", "XXX", "ZZZ")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the global days say that there is no such period; MMM and YYY are the contractor's to decide."""
    known = reference.indicators(line)
    if known and known.global_days in NONE_TO_SHARE:
        message = f"{line.procedure} has no global period to share (global days {known.global_days})"
        yield EDIT.at(line, message, field="modifiers", value=",".join(line.modifiers), table=known.source)


PASSES = (claim(line("66984", modifiers=("54",)), on="2025-03-10"), claim(line("10060", modifiers=("55",)), on="2025-03-10"))
FAILS = (claim(line("20610", modifiers=("54",)), on="2025-03-10"), claim(line("99213", modifiers=("55",)), on="2025-03-10"))
