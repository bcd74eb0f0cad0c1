"""An external cause as the first-listed diagnosis.

What it checks
    A code of V00 to Y99 is not first.

Why payers deny it
    These codes tell how, where and while doing what it happened, never what was treated; a claim that begins with one is unacceptable.

Example
    W19.XXXA (fall) as the first diagnosis of a fracture visit.

Fix
    List the injury or condition first.

References
    ICD-10-CM Official Guidelines, I.C.20.a.6 (never a principal or first-listed diagnosis);
    Definitions of Medicare Code Edits, external cause as principal diagnosis
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-external-cause-first",
    title="External cause as the first-listed diagnosis",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-16", "CO-146"),
    looks_at=EachDiagnosis(codes=("V", "W", "X", "Y")),
    fix=Fix.never("list the injury or condition first"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for the first diagnosis only."""
    if listed.is_first:
        yield EDIT.at(listed, f"{listed.shown} is an external cause: what was treated comes first", value=listed.shown)


PASSES = (claim(diagnoses=("S93.401A", "W19.XXXA")),)
FAILS = (claim(diagnoses=("W19.XXXA", "S93.401A")),)
