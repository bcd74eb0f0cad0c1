"""Medicare's wellness visit before its time.

What it checks
    G0438 is billed once in a lifetime; G0439 not before eleven full months have passed after the month of the last wellness visit.

Why payers deny it
    The benefit is used up (CO-119).

Example
    G0439 in June, G0438 in July of the year before.

Fix
    Wait for the month in which the benefit returns, or correct which of the two it is.

References
    42 CFR 410.15 (annual wellness visit); Pub. 100-04, chapter 18, section 140
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.families import WELLNESS

EDIT = Edit(
    id="preventive-wellness-too-soon",
    title="Wellness visit before its time",
    authority="Medicare preventive services",
    effective=since("2011-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-119",),
    looks_at=EachEarlierClaim(frequency=("1",)),
    needs=("history", "program"),
    fix=Fix.propose("wait for the month in which the benefit returns"),
)

YEAR = 12


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each wellness visit that an earlier one rules out."""
    if not reference.is_medicare or history.claim.id == claim.id or history.claim.frequency == "8":
        return
    earlier = [line.from_date for line in history.claim.lines if line.procedure in WELLNESS and line.from_date]
    for visit in claim.lines:
        before = [day for day in earlier if visit.from_date and day < visit.from_date]
        if visit.procedure in WELLNESS and visit.from_date and before:
            last = max(before)
            if visit.procedure == "G0438" or _months(last, visit.from_date) < YEAR:
                message = f"A wellness visit was billed for {last}; the next is due from {last.month:02d}/{last.year + 1}"
                yield EDIT.at(visit, message, value=visit.procedure)


def _months(first: date, last: date) -> int:
    """Months from the month of one day to the month of another; twelve leave eleven full months between."""
    return (last.year - first.year) * 12 + last.month - first.month


FIRST = claim(line("G0438"), id="A0900", on="2023-07-20")
PASSES = (case(claim(line("G0439"), on="2024-07-01"), history=(FIRST,)), case(claim(line("99213")), history=(FIRST,)))
FAILS = (case(claim(line("G0439"), on="2024-06-30"), history=(FIRST,)), case(claim(line("G0438"), on="2026-07-20"), history=(FIRST,)))
