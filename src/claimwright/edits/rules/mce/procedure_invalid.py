"""Procedure that is no code of the day.

What it checks
    Each ICD-10-PCS procedure is a code of the release in force on the day of discharge.

Why payers deny it
    The claim is returned (CO-181).

Example
    0DTJ4Z, one character short.

Fix
    Build the code anew from the tables.

References
    CMS, Definitions of Medicare Code Edits, invalid diagnosis or procedure code; 45 CFR 162.1002(c)(3) (ICD-10-PCS for hospital inpatient
    procedures)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import ProcedureDone, undotted
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay

EDIT = Edit(
    id="mce-procedure-invalid",
    title="Procedure that is no code of the day",
    authority="Medicare Code Editor",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-181",
        "CO-16",
    ),
    looks_at=EachClaim(has="procedures", kind="institutional"),
    needs=("icd10pcs",),
    fix=Fix.never("choose the complete code that the operative report supports"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each procedure that the book of the day does not have."""
    for number, done in enumerate(claim.procedures):
        known = reference.icd10pcs.validate(undotted(done.code), reference.on)
        if not known.valid:
            message = f"{done.code} is no ICD-10-PCS code on {reference.on} ({known.reason})"
            yield EDIT.at(claim, message, field=f"procedures[{number}].code", value=done.code, stale=known.stale)


PASSES = (stay(procedures=(ProcedureDone(code="0DTJ4ZZ", on=date(2024, 7, 16)),)), stay())
FAILS = (stay(procedures=(ProcedureDone(code="0DTJ4Z", on=date(2024, 7, 16)),)), stay(procedures=(ProcedureDone(code="ZZZZZZZ"),)))
