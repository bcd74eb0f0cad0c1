"""Encounter for treatment listed later.

What it checks
    An encounter for radiation, chemotherapy or immunotherapy (Z51.0, Z51.11, Z51.12) is listed first, the neoplasm after it.

Why payers deny it
    The treatment is the reason for the encounter (CO-11).

Example
    C50.911 before Z51.11.

Fix
    Change the order; leave it where something else was the reason.

References
    ICD-10-CM Official Guidelines, I.C.2.e.2 (encounter solely for administration of chemotherapy, immunotherapy and radiation therapy)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, line, since

EDIT = Edit(
    id="icd10cm-treatment-not-first",
    title="Encounter for treatment listed later",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-11",
        "CO-16",
    ),
    looks_at=EachDiagnosis(codes=("Z510", "Z5111", "Z5112")),
    fix=Fix.never("list the encounter for treatment first where the record makes it the reason"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where a neoplasm stands before it."""
    if not listed.is_first and undotted(claim.diagnoses[0].code).startswith(("C", "D0", "D1", "D2", "D3", "D4")):
        yield EDIT.at(listed, f"{listed.shown} stands after {claim.diagnoses[0].code}", value=listed.shown)


PASSES = (claim(line("96413"), diagnoses=("Z51.11", "C50.911")),)
FAILS = (claim(line("96413"), diagnoses=("C50.911", "Z51.11")),)
