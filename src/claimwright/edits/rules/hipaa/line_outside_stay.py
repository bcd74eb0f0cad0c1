"""A line of a stay that lies outside it.

What it checks
    The days of an institutional claim's lines lie between admission and discharge (services of the three days before an inpatient
    admission may be part of it).

Why payers deny it
    The line's day is not covered by the statement; the claim is returned to the provider.

Example
    A service on 10 March of a stay from 2 to 5 March.

Fix
    Correct the line's date, or bill the service on a claim of its own.

References
    ASC X12N 005010X223A2, DTP*434 and DTP*472; Pub. 100-04, chapter 3, section 40.3 (three-day window)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.builders import day

EDIT = Edit(
    id="hipaa-line-outside-stay",
    title="Line outside the stay",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="institutional"),
    fix=Fix.propose("correct the line's date, or bill it on a claim of its own"),
)
WINDOW = 3
"""Days before an inpatient admission."""


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line before the window or after discharge."""
    first, last = claim.dates.get("admission"), claim.dates.get("discharge")
    if first is None or last is None or line.from_date is None:
        return
    if (first - line.from_date).days > WINDOW or line.from_date > last:
        yield EDIT.at(line, f"{line.from_date} lies outside the stay from {first} to {last}", field="from", value=line.from_date)


STAY = {"admission": day("2024-03-02"), "discharge": day("2024-03-05")}
PASSES = (institutional(line("99213", on="2024-03-01"), on="2024-03-05", dates=STAY),)
FAILS = (institutional(line("99213", on="2024-03-10"), on="2024-03-05", dates=STAY),)
