"""A delivery without its outcome.

What it checks
    A claim with O80 (normal delivery) or O82 (cesarean without indication) also has a code of Z37.

Why payers deny it
    The outcome belongs on every delivery record of the mother; hospitals get the claim back.

Example
    O80 without Z37.0.

Fix
    Add the outcome of delivery from the record.

References
    ICD-10-CM Official Guidelines, I.C.15.b.5 (outcome of delivery); Tabular List, notes at O80 and O82
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-outcome-of-delivery-missing",
    title="Delivery without its outcome",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachDiagnosis(codes=("O80", "O82")),
    fix=Fix.never("add the outcome of delivery (Z37.-) from the record"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no Z37 stands beside the delivery."""
    if not any(diagnosis.code.upper().startswith("Z37") for diagnosis in claim.diagnoses):
        yield EDIT.at(listed, f"{listed.shown} without a code of Z37 for the outcome", value=listed.shown)


PASSES = (claim(diagnoses=("O80", "Z37.0")),)
FAILS = (claim(diagnoses=("O80",)),)
