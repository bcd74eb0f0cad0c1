"""An inpatient diagnosis of unspecified side on Medicare's list.

What it checks
    No diagnosis of an inpatient claim is on the Medicare Code Editor's list of codes of unspecified side.

Why payers deny it
    Since 1 April 2022 Medicare returns such a claim unless the hospital states why the side cannot be told.

Example
    M00.069, arthritis of unspecified knee due to staphylococcus.

Fix
    Take the side from the record, or state in the remarks why it cannot be known.

References
    Definitions of Medicare Code Edits, unspecified code; FY 2022 IPPS final rule, 86 Federal Register 44774
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, institutional, since
from claimwright.edits.tabular import flags

EDIT = Edit(
    id="mce-unspecified-code",
    title="Inpatient diagnosis of unspecified side",
    authority="Medicare Code Editor",
    effective=since("2022-04-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachDiagnosis(kind="institutional"),
    needs=("icd10cm",),
    fix=Fix.never("take the side from the record, or state why it cannot be known"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each listed code of a stay (type of bill 11)."""
    inpatient = claim.type_of_bill.lstrip("0").startswith("11")
    if inpatient and "unspecified" in flags(reference.icd10cm, listed.code, reference.on):
        yield EDIT.at(listed, f"{listed.shown} is on the editor's list of unspecified codes", value=listed.shown)


PASSES = (
    institutional(diagnoses=("M00.061",), type_of_bill="11"),
    institutional(diagnoses=("M00.069",), type_of_bill="11", on="2022-03-31"),
    institutional(diagnoses=("M00.069",), type_of_bill="13"),
)
FAILS = (institutional(diagnoses=("M00.069",), type_of_bill="11"),)
