"""A code of unspecified side where left and right have their own.

What it checks
    A diagnosis is not one of the codes for an unspecified side that Medicare's editor lists.

Why payers deny it
    The side is nearly always in the record. Medicare returns inpatient claims with such a code in any place unless a remark explains
    it; others ask for records.

Example
    M25.569, pain in unspecified knee.

Fix
    Take the side from the note; if it is not there, ask the provider.

References
    ICD-10-CM Official Guidelines, I.B.13 (laterality); FY 2022 IPPS final rule, 86 Federal Register 44774, unspecified code edit;
    Definitions of Medicare Code Edits, unspecified code
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-unspecified-side",
    title="Side of the body not specified",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2022-04-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("take the side from the note, or ask the provider"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a code that the editor's list of unspecified codes names on the day."""
    if "unspecified" in reference.icd10cm.flags(listed.code, reference.on):
        yield EDIT.at(listed, f"{listed.shown} does not say which side; codes for left and right exist", value=listed.shown)


PASSES = (claim(diagnoses=("M25.561",)), claim(diagnoses=("M25.569",), on="2022-03-31"))
FAILS = (claim(diagnoses=("M25.569",)),)
