"""Span of days that the units do not fill.

What it checks
    A line over several days has at least one unit for each day, or a whole number of times as many.

Why payers deny it
    A span is for identical services on consecutive days, counted in the units (CO-16).

Example
    Three days of 99232 with two units.

Fix
    Correct days or units from the notes.

References
    Pub. 100-04, chapter 26, section 10.4, items 24A and 24G (from and to dates, number of days)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="claims-manual-span-without-days",
    title="Span of days that the units do not fill",
    authority="Medicare Claims Processing Manual",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachLine(kind="professional"),
    fix=Fix.propose("take days and units from the notes, or bill each day on a line"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the units do not divide by the days; equipment and anesthesia are left out."""
    if not line.from_date or not line.through_date or line.through_date <= line.from_date:
        return
    days = (line.through_date - line.from_date).days + 1
    if line.unit == "UN" and not line.procedure.startswith(("A", "B", "E", "K", "L", "0")) and line.units % days:
        yield EDIT.at(line, f"{line.units} units over {days} days", field="units", value=line.units)


PASSES = (
    claim(line("99232", units="3", through_date=date(2024, 7, 17)), place_of_service="21"),
    claim(line("99232"), place_of_service="21"),
)
FAILS = (claim(line("99232", units="2", through_date=date(2024, 7, 17)), place_of_service="21"),)
