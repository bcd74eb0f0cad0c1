"""Encounter for treatment without the disease.

What it checks
    An encounter for radiation, chemotherapy or immunotherapy comes with what is treated.

Why payers deny it
    The code asks for the condition (CO-11).

Example
    Z51.11 alone.

Fix
    Add the disease of the order.

References
    ICD-10-CM Official Guidelines, I.C.2.e.2; Tabular List, note at Z51 ("code also condition requiring care")
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, line, since

EDIT = Edit(
    id="icd10cm-treatment-without-condition",
    title="Encounter for treatment without the disease",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-11",
        "CO-16",
    ),
    looks_at=EachDiagnosis(codes=("Z510", "Z5111", "Z5112")),
    fix=Fix.never("add the disease that the order names as what is treated"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where every other diagnosis is a Z code, or there is none."""
    if all(undotted(other.code).startswith("Z") for other in claim.diagnoses):
        yield EDIT.at(listed, f"{listed.shown} without what is treated", value=listed.shown)


PASSES = (claim(line("96413"), diagnoses=("Z51.11", "C50.911")),)
FAILS = (claim(line("96413"), diagnoses=("Z51.11",)), claim(line("96413"), diagnoses=("Z51.11", "Z79.899")))
