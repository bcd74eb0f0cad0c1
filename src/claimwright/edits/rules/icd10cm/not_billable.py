"""A diagnosis code that needs more characters.

What it checks
    Each diagnosis is a complete code, not the heading of a group.

Why payers deny it
    A heading says less than the code set asks for; it is denied as truncated (CO-146, remark M76).

Example
    E11.6 for a complication of type 2 diabetes.

Fix
    Choose the code below the heading that the note supports.

References
    ICD-10-CM Official Guidelines, I.B.2 (level of detail); 45 CFR 162.1002
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.tabular import validity

EDIT = Edit(
    id="icd10cm-not-billable",
    title="Diagnosis code needs more characters",
    authority="ICD-10-CM code set",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-146", "CO-16"),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("choose the complete code that the note supports"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a heading; a missing 7th character has an edit of its own."""
    found = validity(reference.icd10cm, listed.code, reference.on)
    if found and found.valid and "7th character" not in found.reason:
        yield EDIT.at(listed, f"{listed.shown} is {found.reason}", value=listed.shown, stale=found.stale)


PASSES = (claim(diagnoses=("E11.69",)),)
FAILS = (claim(diagnoses=("E11.6",)), claim(diagnoses=("I50",)))
