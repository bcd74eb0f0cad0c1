"""Underdosing listed first.

What it checks
    Underdosing (T36 to T50, intent 6) is never listed first.

Why payers deny it
    The condition comes first (CO-16).

Example
    T38.3X6A first.

Fix
    List the condition first.

References
    ICD-10-CM Official Guidelines, I.C.19.e.5.c (underdosing)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.families import DRUGS, intent

EDIT = Edit(
    id="icd10cm-underdosing-first",
    title="Underdosing listed first",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-11",
        "CO-16",
    ),
    looks_at=EachDiagnosis(codes=DRUGS),
    fix=Fix.never("list first the condition of the record that the underdosing made worse"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where it is first."""
    if listed.is_first and intent(listed.code) == "6":
        yield EDIT.at(listed, f"{listed.shown}, underdosing, stands first", value=listed.shown)


PASSES = (claim(diagnoses=("E11.65", "T38.3X6A")),)
FAILS = (claim(diagnoses=("T38.3X6A", "E11.65")),)
