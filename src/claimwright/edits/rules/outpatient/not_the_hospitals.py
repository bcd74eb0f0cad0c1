"""Service that the hospital's contractor does not take.

What it checks
    No line has status M (not billable to this contractor).

Why payers deny it
    The line is returned (CO-109).

Example
    93000 on bill 13: the hospital bills the tracing (93005), the physician the reading.

Fix
    Bill the hospital's part.

References
    CMS, Integrated Outpatient Code Editor specifications, edit 72; Pub. 100-04, chapter 4, section 10.1.1 (status indicators)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import OPPS, status_of

EDIT = Edit(
    id="outpatient-not-the-hospitals",
    title="Service that the hospital's contractor does not take",
    authority="Outpatient code editor",
    effective=since("2005-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-109",),
    looks_at=EachLine(kind="institutional", bills=OPPS),
    needs=("medicare",),
    fix=Fix.never("choose the part that the hospital did, as the record shows: 93005 for the tracing of an electrocardiogram"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for status M."""
    known = status_of(line, reference)
    if known and known.indicator == "M":
        yield EDIT.at(line, f"{line.procedure} is not billed here (status M)", value=line.procedure, table=known.source)


PASSES = (institutional(line("93005", revenue_code="0730", pointers=()), on="2025-03-10"),)
FAILS = (institutional(line("93000", revenue_code="0730", pointers=()), on="2025-03-10"),)
