"""Occurrence without its day.

What it checks
    An occurrence has its day; a span ends not before it begins.

Why payers deny it
    The claim is rejected (CO-16).

Example
    Occurrence 32 without a day.

Fix
    Take the days from the record.

References
    Pub. 100-04, chapter 25, section 75.3, form locators 31 to 36 (occurrence codes and spans); ASC X12N 005010X223A2, HI*BH and HI*BI
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import Occurrence
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, since

EDIT = Edit(
    id="institutional-occurrence-without-date",
    title="Occurrence without its day",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="occurrence_codes", kind="institutional"),
    fix=Fix.propose("take the day from the record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each without a day, or whose days are in the wrong order."""
    for number, one in enumerate(claim.occurrence_codes):
        if one.first is None or (one.last is not None and one.last < one.first):
            yield EDIT.at(claim, f"Occurrence {one.code} without right days", field=f"occurrence_codes[{number}]", value=one.code)


PASSES = (institutional(occurrence_codes=(Occurrence(code="11", first=date(2024, 7, 1)),)), institutional())
FAILS = (
    institutional(occurrence_codes=(Occurrence(code="32"),)),
    institutional(occurrence_codes=(Occurrence(code="74", first=date(2024, 7, 9), last=date(2024, 7, 1)),)),
)
