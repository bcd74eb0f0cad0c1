"""An injury or other code without its 7th character.

What it checks
    A code whose category asks for a 7th character has one, in the seventh place, with X in the places before it.

Why payers deny it
    Without it the code is incomplete (CO-146, remark M76).

Example
    S93.401 for an ankle sprain, without A, D or S.

Fix
    Choose the character from the note: A active treatment, D later routine care, S sequela; others where the category says so.

References
    ICD-10-CM Official Guidelines, I.A.5 and I.C.19.a
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.tabular import validity

EDIT = Edit(
    id="icd10cm-seventh-character-missing",
    title="7th character missing",
    authority="ICD-10-CM code set",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-146", "CO-16"),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("choose the 7th character that the note supports"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the characters to choose from."""
    found = validity(reference.icd10cm, listed.code, reference.on)
    if found and found.valid and "7th character" in found.reason:
        yield EDIT.at(listed, f"{listed.shown} is {found.reason}", value=listed.shown, stale=found.stale)


PASSES = (claim(diagnoses=("S93.401A",)), claim(diagnoses=("T78.40XA",)))
FAILS = (claim(diagnoses=("S93.401",)), claim(diagnoses=("T78.40",)))
