"""Body mass without a condition.

What it checks
    A body mass index (Z68) is secondary, beside a condition such as obesity.

Why payers deny it
    It may be taken from a nurse's note only where a provider names a condition; alone or first it is not reported (CO-16).

Example
    Z68.35 first.

Fix
    List the condition of the note first.

References
    ICD-10-CM Official Guidelines, I.B.14 (documentation by clinicians other than the provider) and I.C.21.c.3 (status)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-body-mass-alone",
    title="Body mass without a condition",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-11",
        "CO-16",
    ),
    looks_at=EachDiagnosis(codes=("Z68",)),
    fix=Fix.never("list first the condition that the provider wrote; without one the body mass is not coded"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where it is first."""
    if listed.is_first:
        yield EDIT.at(listed, f"{listed.shown} stands first", value=listed.shown)


PASSES = (claim(diagnoses=("E66.01", "Z68.35")),)
FAILS = (claim(diagnoses=("Z68.35", "E66.01")), claim(diagnoses=("Z68.35",)))
