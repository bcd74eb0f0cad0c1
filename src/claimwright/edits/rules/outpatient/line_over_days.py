"""Outpatient line over several days.

What it checks
    A line with a procedure is of one day.

Why payers deny it
    Outpatient services are edited and paid by the day; a span is returned (CO-16).

Example
    Therapy from the 1st to the 30th on one line.

Fix
    One line a day.

References
    Pub. 100-04, chapter 25, section 75.5, form locator 45 (line item dates of service); chapter 4, section 40.1 (claims of several days)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import OPPS

EDIT = Edit(
    id="outpatient-line-over-days",
    title="Outpatient line over several days",
    authority="Medicare Claims Processing Manual",
    effective=since("2000-08-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="institutional", bills=OPPS),
    needs=("medicare",),
    fix=Fix.propose("bill each day of the charge record on a line of its own"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a procedure over days."""
    if line.procedure and line.from_date and line.through_date and line.through_date > line.from_date:
        yield EDIT.at(line, f"{line.procedure} from {line.from_date} to {line.through_date}", field="through", value=line.through_date)


PASSES = (institutional(),)
FAILS = (institutional(line("97110", modifiers=("GP",), revenue_code="0420", pointers=(), through_date=date(2024, 7, 30))),)
