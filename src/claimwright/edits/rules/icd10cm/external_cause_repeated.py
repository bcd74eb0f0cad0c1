"""Circumstance told twice.

What it checks
    A claim has one place (Y92), one activity (Y93) and one status (Y99).

Why payers deny it
    They are told once, at the first encounter; a second contradicts the first (CO-16).

Example
    Y92.010 and Y92.511.

Fix
    Keep what the record tells.

References
    ICD-10-CM Official Guidelines, I.C.20.b, I.C.20.c and I.C.20.k (place of occurrence, activity, external cause status)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-external-cause-repeated",
    title="Circumstance told twice",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachDiagnosis(codes=("Y92", "Y93", "Y99")),
    fix=Fix.never("keep the one place, activity and status that the record tells"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the second of a category."""
    before = [undotted(other.code)[:3] for other in claim.diagnoses[: listed.number - 1]]
    if listed.code[:3] in before:
        yield EDIT.at(listed, f"A second code of {listed.code[:3]}", value=listed.shown)


PASSES = (claim(diagnoses=("S61.011A", "Y92.010", "Y93.G1", "Y99.8")),)
FAILS = (claim(diagnoses=("S61.011A", "Y92.010", "Y92.511")),)
