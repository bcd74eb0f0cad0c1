"""A normal delivery beside another code of pregnancy.

What it checks
    O80 does not stand with another code of chapter 15.

Why payers deny it
    O80 says that nothing else of chapter 15 needs to be coded; both together contradict each other.

Example
    O80 with O70.0 (first degree laceration).

Fix
    Leave out O80 and list the complication first.

References
    ICD-10-CM Official Guidelines, I.C.15.n (normal delivery, O80)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, listed, since

EDIT = Edit(
    id="icd10cm-normal-delivery-with-complication",
    title="Normal delivery beside another code of pregnancy",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-11",),
    looks_at=EachDiagnosis(codes=("O80",)),
    fix=Fix.never("leave out O80 and list the complication first, as the record has it"),
)


def check(claim: Claim, normal: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding naming the other codes."""
    others = [other.shown for other in listed(claim) if other.code.startswith("O") and other.code != "O80"]
    if others:
        yield EDIT.at(normal, f"O80 with {', '.join(others)}: a normal delivery has no other code of chapter 15", value=normal.shown)


PASSES = (claim(diagnoses=("O80", "Z37.0")),)
FAILS = (claim(diagnoses=("O80", "O70.0", "Z37.0")),)
