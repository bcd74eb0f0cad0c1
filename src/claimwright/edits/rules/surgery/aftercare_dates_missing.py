"""Postoperative care without the day it was taken over.

What it checks
    A claim with modifier 55 states the day on which the postoperative care was assumed or relinquished.

Why payers deny it
    The days of care decide the share; without them the claim is returned (CO-16).

Example
    An optometrist's care after cataract surgery without the day of transfer.

Fix
    State the day of assuming (or relinquishing) care.

References
    Pub. 100-04, chapter 12, section 40.2; ASC X12N 005010X222A1, loop 2300 DTP*090 and DTP*091 (assumed and relinquished care)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-aftercare-dates-missing",
    title="Postoperative care without the day it was taken over",
    authority="Medicare Claims Processing Manual",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(modifiers=("55",), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("take the day on which care was assumed from the transfer agreement in the record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where neither day is stated."""
    if not {"assumed_care", "relinquished_care"} & claim.dates.keys():
        yield EDIT.at(line, "Modifier 55 without the day on which care was assumed", field="modifiers", value="55")


PASSES = (
    claim(line("66984", modifiers=("55",)), dates={"assumed_care": date(2024, 7, 16)}),
    claim(line("66984", modifiers=("55",)), payer=COMMERCIAL),
)
FAILS = (claim(line("66984", modifiers=("55",))),)
