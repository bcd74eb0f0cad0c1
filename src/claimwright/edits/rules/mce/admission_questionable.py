"""Principal diagnosis that seldom needs a stay.

What it checks
    The principal diagnosis is not one that usually needs no inpatient stay, by the Medicare Code Editor of the day.

Why payers deny it
    The admission is questioned (CO-58).

Example
    Essential hypertension as principal diagnosis of a stay.

Fix
    Check the principal diagnosis against the record; keep it if it is right.

References
    CMS, Definitions of Medicare Code Edits, questionable admission; ICD-10-CM Official Guidelines, section II (selection of principal
    diagnosis)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.editor import edits_of
from claimwright.edits.hospital import HOSPITAL_STAYS

EDIT = Edit(
    id="mce-admission-questionable",
    title="Principal diagnosis that seldom needs a stay",
    authority="Medicare Code Editor",
    effective=since("2021-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-58",),
    looks_at=EachClaim(kind="institutional", bills=HOSPITAL_STAYS),
    needs=("icd10cm",),
    fix=Fix.never("list the condition that the record shows was chiefly responsible for the admission"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the editor says so."""
    if "QUESTIONABLE_ADMISSION" in edits_of(claim, reference):
        shown = claim.diagnoses[0].code
        yield EDIT.at(claim, f"{shown} seldom needs an inpatient stay", field="diagnoses[0].code", value=shown)


PASSES = (stay(), stay(diagnoses=("I21.4", "I10")))
FAILS = (stay(diagnoses=("I10",)), stay(diagnoses=("E66.9",)))
