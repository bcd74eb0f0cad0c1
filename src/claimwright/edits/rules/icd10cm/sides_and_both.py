"""Sides told twice.

What it checks
    Where a condition has a code for both sides, the claim does not list right and left apart, nor both and one.

Why payers deny it
    They say the same twice or contradict each other (CO-16).

Example
    H25.11 and H25.12 where H25.13 says both.

Fix
    Keep what the note supports.

References
    ICD-10-CM Official Guidelines, I.B.13 (laterality)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, DiagnosisPair, EachDiagnosisPair, Edit, Finding, Fix, Reference, Severity, claim, since
from claimwright.edits.tabular import sides

EDIT = Edit(
    id="icd10cm-sides-and-both",
    title="Sides told twice",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachDiagnosisPair(),
    needs=("icd10cm",),
    fix=Fix.never("keep the code of both sides, or of the one side, that the note supports"),
)


def check(claim: Claim, pair: DiagnosisPair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for two codes of one family of sides that has a code for both."""
    if pair.first.code[:3] != pair.second.code[:3] or pair.first.code == pair.second.code:
        return
    family = sides(reference.icd10cm, pair.first.code)
    if family and "bilateral" in family.codes and pair.second.code in map(undotted, family.codes.values()):
        message = f"{pair.first.shown} and {pair.second.shown}; both sides are {family.codes['bilateral']}"
        yield EDIT.at(pair.second, message, value=pair.second.shown)


PASSES = (claim(diagnoses=("H25.13",)), claim(diagnoses=("M25.561", "M25.562")))
FAILS = (claim(diagnoses=("H25.11", "H25.12")), claim(diagnoses=("H25.13", "H25.11")))
