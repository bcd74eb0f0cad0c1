"""Delivery procedure without its outcome.

What it checks
    A stay with a procedure of delivery has a diagnosis of its outcome (Z37) and a delivery diagnosis.

Why payers deny it
    The editor questions the admission (CO-16).

Example
    10E0XZZ without Z37.

Fix
    Code the outcome from the delivery record.

References
    CMS, Definitions of Medicare Code Edits, questionable obstetric admission; ICD-10-CM Official Guidelines, I.C.15.b.5 (outcome of
    delivery)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import ProcedureDone
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, patient, since, stay
from claimwright.edits.editor import edits_of
from claimwright.edits.hospital import HOSPITAL_STAYS

EDIT = Edit(
    id="mce-delivery-without-outcome",
    title="Delivery procedure without its outcome",
    authority="Medicare Code Editor",
    effective=since("2021-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="procedures", kind="institutional", bills=HOSPITAL_STAYS),
    needs=("icd10cm",),
    fix=Fix.never("add the outcome of delivery (Z37.-) from the delivery record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the editor says so."""
    if "QUESTIONABLE_OBSTETRIC_ADMISSION" in edits_of(claim, reference):
        shown = ", ".join(one.code for one in claim.procedures)
        yield EDIT.at(claim, "A delivery procedure without the outcome of delivery", field="procedures", value=shown)


MOTHER = patient(birth_date=date(1994, 4, 2))
DELIVERY = (ProcedureDone(code="10E0XZZ", on=date(2024, 7, 16)),)
PASSES = (stay(diagnoses=("O80", "Z37.0"), patient=MOTHER, procedures=DELIVERY),)
FAILS = (stay(diagnoses=("O80",), patient=MOTHER, procedures=DELIVERY),)
