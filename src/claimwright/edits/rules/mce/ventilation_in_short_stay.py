"""Ventilation longer than the stay.

What it checks
    Ventilation of more than 96 consecutive hours (5A1955Z) is of a stay of four days or more.

Why payers deny it
    Procedure and length of stay contradict each other (CO-16), and the code changes the group.

Example
    5A1955Z in a stay of two days.

Fix
    Count the hours in the ventilation record.

References
    CMS, Definitions of Medicare Code Edits, procedure inconsistent with length of stay (from fiscal year 2020)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import ProcedureDone, undotted
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.hospital import HOSPITAL_STAYS, length_of_stay

EDIT = Edit(
    id="mce-ventilation-in-short-stay",
    title="Ventilation longer than the stay",
    authority="Medicare Code Editor",
    effective=since("2019-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="procedures", kind="institutional", bills=HOSPITAL_STAYS),
    fix=Fix.never("choose the procedure of the hours that the ventilation record shows"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for the code in a stay of fewer than four days."""
    days = length_of_stay(claim) if claim.procedures else None
    if days is not None and days < 4 and any(undotted(one.code) == "5A1955Z" for one in claim.procedures):
        yield EDIT.at(claim, f"More than 96 hours of ventilation in {days} days", field="procedures", value="5A1955Z")


LONG = (ProcedureDone(code="5A1955Z", on=date(2024, 7, 15)),)
PASSES = (stay(days=5, procedures=LONG), stay())
FAILS = (stay(days=2, procedures=LONG),)
