"""Insulin told beside diabetes of type 1.

What it checks
    Z79.4 (long-term insulin) is not listed beside diabetes of type 1 alone.

Why payers deny it
    Nothing is denied; type 1 needs insulin by its nature, and the code says nothing more.

Example
    E10.9 with Z79.4.

Fix
    Leave it out; or check the type, if the code was a hint at type 2.

References
    ICD-10-CM Official Guidelines, I.C.4.a.3 (diabetes mellitus and the use of insulin)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-insulin-with-type-1",
    title="Insulin told beside diabetes of type 1",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.INFO,
    looks_at=EachDiagnosis(codes=("Z794",)),
    fix=Fix.never("leave out Z79.4 where the record shows type 1"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where E10 is the only diabetes."""
    types = {undotted(other.code)[:3] for other in claim.diagnoses} & {"E08", "E09", "E10", "E11", "E13"}
    if types == {"E10"}:
        yield EDIT.at(listed, "Z79.4 beside diabetes of type 1", value=listed.shown)


PASSES = (claim(diagnoses=("E11.9", "Z79.4")),)
FAILS = (claim(diagnoses=("E10.9", "Z79.4")),)
