"""A principal diagnosis that describes a circumstance, not an illness.

What it checks
    The principal diagnosis of an inpatient claim is not one that the Medicare Code Editor calls unacceptable.

Why payers deny it
    Such a code influences health but is no reason for admission; Medicare returns the claim to the hospital.

Example
    B95.0 (streptococcus as the cause of diseases classified elsewhere) as principal diagnosis.

Fix
    List the condition that, after study, was the reason for admission.

References
    Definitions of Medicare Code Edits, unacceptable principal diagnosis; ICD-10-CM Official Guidelines, II
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, institutional, since
from claimwright.edits.tabular import flags

EDIT = Edit(
    id="mce-unacceptable-principal",
    title="Unacceptable principal diagnosis",
    authority="Medicare Code Editor",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachDiagnosis(kind="institutional"),
    needs=("icd10cm",),
    fix=Fix.never("list the condition that was the reason for admission"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the principal diagnosis of a stay (type of bill 11)."""
    inpatient = claim.type_of_bill.lstrip("0").startswith("11")
    found = flags(reference.icd10cm, listed.code, reference.on)
    excused = "reqsdx" in found and len(claim.diagnoses) > 1  # acceptable as soon as there is a secondary diagnosis
    if inpatient and listed.is_first and "unacceptable" in found and not excused:
        yield EDIT.at(listed, f"{listed.shown} is not acceptable as principal diagnosis", value=listed.shown)


PASSES = (
    institutional(diagnoses=("J15.4", "B95.0"), type_of_bill="11"),
    institutional(diagnoses=("B95.0",), type_of_bill="13"),
    institutional(diagnoses=("Z51.89", "I69.354"), type_of_bill="11"),
)
FAILS = (institutional(diagnoses=("B95.0", "J15.4"), type_of_bill="11"), institutional(diagnoses=("Z51.89",), type_of_bill="11"))
