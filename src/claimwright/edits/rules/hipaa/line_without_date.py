"""A professional line without a date of service.

What it checks
    Every professional line has its first day.

Why payers deny it
    Eligibility, price and every edit hang on the day; the claim is rejected on receipt (remark MA31 or M52).

Example
    A visit without a date.

Fix
    Take the date of service from the note.

References
    ASC X12N 005010X222A1, loop 2400 DTP*472; 42 CFR 424.32(a)(2); Pub. 100-04, chapter 26, section 10.4, item 24A
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-line-without-date",
    title="Line without a date of service",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="professional"),
    fix=Fix.propose("take the date of service from the note"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line without its first day."""
    if line.from_date is None:
        yield EDIT.at(line, "The line has no date of service", field="from")


PASSES = (claim(),)
FAILS = (claim(lines=(replace(claim().lines[0], from_date=None, through_date=None),)), claim(line("99213"), on=""))
