"""Pregnancy's code after another.

What it checks
    Codes of pregnancy and birth (chapter 15) stand before those of other chapters.

Why payers deny it
    The chapter has priority in sequence (CO-11).

Example
    I10 before O10.012.

Fix
    Change the order. If the provider wrote that the pregnancy was incidental, it is Z33.1, and no O code.

References
    ICD-10-CM Official Guidelines, I.C.15.a.1 (codes from chapter 15 and sequencing priority)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, patient, since

EDIT = Edit(
    id="icd10cm-obstetric-code-not-first",
    title="Pregnancy's code after another",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-11",),
    looks_at=EachDiagnosis(codes=("O",)),
    fix=Fix.never("list the code of chapter 15 first where the record makes the condition one of the pregnancy"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the first O code where the first-listed diagnosis is of another chapter (Z codes of the encounter aside)."""
    codes = [undotted(other.code) for other in claim.diagnoses]
    first = next(number for number, code in enumerate(codes, 1) if code.startswith("O"))
    if listed.number == first and not codes[0].startswith(("O", "Z")):
        yield EDIT.at(listed, f"{listed.shown} stands after {claim.diagnoses[0].code}", value=listed.shown)


MOTHER = patient(birth_date=date(1994, 4, 2))
PASSES = (claim(diagnoses=("O10.012", "Z3A.28"), patient=MOTHER),)
FAILS = (claim(diagnoses=("E66.9", "O10.012", "Z3A.28"), patient=MOTHER),)
