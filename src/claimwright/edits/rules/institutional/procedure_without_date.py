"""Procedure without its day.

What it checks
    Each ICD-10-PCS procedure has its day.

Why payers deny it
    The claim is rejected (CO-16).

Example
    0DTJ4ZZ without a day.

Fix
    Take it from the operative report.

References
    Pub. 100-04, chapter 25, section 75.6, form locator 74 (principal procedure code and date); ASC X12N 005010X223A2, HI*BBR and HI*BBQ
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import ProcedureDone
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay

EDIT = Edit(
    id="institutional-procedure-without-date",
    title="Procedure without its day",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="procedures", kind="institutional"),
    fix=Fix.propose("take the day from the operative report"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each without a day."""
    for number, done in enumerate(claim.procedures):
        if done.on is None:
            yield EDIT.at(claim, f"{done.code} has no day", field=f"procedures[{number}].on", value=done.code)


PASSES = (stay(procedures=(ProcedureDone(code="0DTJ4ZZ", on=date(2024, 7, 16)),)), stay())
FAILS = (stay(procedures=(ProcedureDone(code="0DTJ4ZZ"),)),)
