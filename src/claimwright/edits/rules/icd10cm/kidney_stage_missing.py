"""Kidney disease without its stage.

What it checks
    Hypertensive or diabetic chronic kidney disease comes with its stage (N18).

Why payers deny it
    The code asks for it; without it severity and risk are not told.

Example
    E11.22 alone.

Fix
    Add the stage from the record.

References
    ICD-10-CM Official Guidelines, I.C.9.a.2 (hypertensive chronic kidney disease) and I.A.17 ("use additional code")
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-kidney-stage-missing",
    title="Kidney disease without its stage",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    looks_at=EachDiagnosis(codes=("I12", "I13", "E0822", "E0922", "E1022", "E1122", "E1322")),
    fix=Fix.never("add the stage (N18.-) that the record supports, or ask the provider"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no N18 is on the claim."""
    if not any(undotted(other.code).startswith("N18") for other in claim.diagnoses):
        yield EDIT.at(listed, f"{listed.shown} without the stage of the kidney disease", value=listed.shown)


PASSES = (claim(diagnoses=("E11.22", "N18.31")),)
FAILS = (claim(diagnoses=("E11.22",)), claim(diagnoses=("I12.9", "I25.10")))
