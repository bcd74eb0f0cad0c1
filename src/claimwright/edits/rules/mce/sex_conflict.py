"""A diagnosis of the other sex, until Medicare's editor stopped asking.

What it checks
    Until 30 September 2024, a diagnosis that the Medicare Code Editor kept for one sex stands on a patient of that sex. Later claims
    are not checked.

Why payers deny it
    The diagnosis did not fit the patient's sex (CO-10). CMS took the edit out of the editor with fiscal year 2025.

Example
    C61 (prostate cancer) on a claim of a woman, discharged in June 2024.

Fix
    Correct the sex on file or the code; hospitals used condition code 45 where both were right.

References
    Definitions of Medicare Code Edits, sex conflict (inactive from 2024-10-01)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, between, institutional, patient
from claimwright.edits.tabular import flags

EDIT = Edit(
    id="mce-sex-conflict",
    title="Diagnosis of the other sex",
    authority="Medicare Code Editor",
    effective=between("2015-10-01", "2024-09-30"),
    severity=Severity.ERROR,
    prevents=("CO-10",),
    looks_at=EachDiagnosis(kind="institutional"),
    needs=("icd10cm",),
    fix=Fix.never("correct the sex on file or the code"),
)
OTHER = {"F": "male", "M": "female"}


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the editor's flag of the day names the other sex."""
    other = OTHER.get(claim.patient.sex)
    if other and other in flags(reference.icd10cm, listed.code, reference.on):
        yield EDIT.at(listed, f"{listed.shown} is a {other} diagnosis in the editor of {reference.on}", value=listed.shown)


PASSES = (institutional(diagnoses=("C61",), on="2024-10-01"), institutional(diagnoses=("C61",), patient=patient(sex="M"), on="2024-06-03"))
FAILS = (institutional(diagnoses=("C61",), on="2024-06-03"), institutional(diagnoses=("O80",), patient=patient(sex="M"), on="2024-06-03"))
