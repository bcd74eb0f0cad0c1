"""A code of unspecified side where left and right have their own.

What it checks
    A diagnosis does not leave the side open where the codes beside it name left and right.

Why payers deny it
    The side is nearly always in the record; many payers deny or ask for records.

Example
    M25.569, pain in unspecified knee.

Fix
    Take the side from the note; if it is not there, ask the provider.

References
    ICD-10-CM Official Guidelines, I.B.13 (laterality) and I.B.18 (unspecified codes)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.tabular import leaves_side_open

EDIT = Edit(
    id="icd10cm-unspecified-side",
    title="Side of the body not specified",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("take the side from the note, or ask the provider"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a code with a sister for the right side."""
    if leaves_side_open(reference.icd10cm, listed.code):
        yield EDIT.at(listed, f"{listed.shown} does not say which side; codes for left and right exist", value=listed.shown)


PASSES = (claim(diagnoses=("M25.561",)), claim(diagnoses=("E11.9", "J18.9")), claim(diagnoses=("S93.401A",)))
FAILS = (claim(diagnoses=("M25.569",)), claim(diagnoses=("S93.409A",)))
