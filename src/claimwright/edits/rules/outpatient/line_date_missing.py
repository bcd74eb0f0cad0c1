"""Outpatient line without its day.

What it checks
    A line with a procedure has its day of service.

Why payers deny it
    Outpatient services are edited and paid by the day; the claim is returned (CO-16).

Example
    A laboratory test without a day.

Fix
    Take it from the charge record.

References
    Pub. 100-04, chapter 25, section 75.5, form locator 45 (line item dates of service); chapter 4, section 40.1; ASC X12N 005010X223A2,
    loop 2400 DTP*472
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, since
from claimwright.edits.hospital import OUTPATIENT

EDIT = Edit(
    id="outpatient-line-date-missing",
    title="Outpatient line without its day",
    authority="Medicare Claims Processing Manual",
    effective=since("2000-08-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="institutional", bills=OUTPATIENT),
    fix=Fix.propose("take the day of the service from the charge record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a procedure without a day."""
    if line.procedure and line.from_date is None:
        yield EDIT.at(line, f"{line.procedure} has no day", field="from", value=line.procedure)


PASSES = (institutional(),)
FAILS = (replace(institutional(), lines=(replace(institutional().lines[0], from_date=None),)),)
