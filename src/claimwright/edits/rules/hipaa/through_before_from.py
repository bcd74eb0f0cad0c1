"""A line that ends before it begins.

What it checks
    The last day of a line is not before its first.

Why payers deny it
    The period is impossible; the claim is rejected on receipt.

Example
    From 2026-03-02 through 2026-03-01.

Fix
    Correct the dates from the record.

References
    ASC X12N 005010X222A1 and 005010X223A2, DTP*472; Pub. 100-04, chapter 26, section 10.4, item 24A
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.builders import day

EDIT = Edit(
    id="hipaa-through-before-from",
    title="Line ends before it begins",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(),
    fix=Fix.propose("correct the dates from the record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a period that runs backwards."""
    if line.from_date and line.through_date and line.through_date < line.from_date:
        yield EDIT.at(line, f"The line runs from {line.from_date} through {line.through_date}", field="through", value=line.through_date)


PASSES = (claim(line("99213", on="2026-03-02", through_date=day("2026-03-02"))),)
FAILS = (claim(line("99213", on="2026-03-02", through_date=day("2026-03-01"))),)
