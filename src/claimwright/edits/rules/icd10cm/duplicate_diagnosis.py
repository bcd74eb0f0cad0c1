"""The same diagnosis twice.

What it checks
    No code stands twice among the diagnoses (an admitting diagnosis or a reason for the visit may repeat one).

Why payers deny it
    A code is reported once, however many sides or times the note names it; institutional claims come back (edit "duplicate of principal").

Example
    I10 in the first and the third place.

Fix
    Remove the repeated one and point the lines to the first.

References
    ICD-10-CM Official Guidelines, I.B.12 (reporting the same code more than once);
    Definitions of Medicare Code Edits, duplicate of principal diagnosis
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import (
    Claim,
    DiagnosisPair,
    EachDiagnosisPair,
    Edit,
    Finding,
    Fix,
    Reference,
    Severity,
    claim,
    diagnosis,
    institutional,
    since,
)

EDIT = Edit(
    id="icd10cm-duplicate-diagnosis",
    title="The same diagnosis twice",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachDiagnosisPair(),
    fix=Fix.propose("remove the repeated diagnosis and point the lines to the first"),
)
COUNTED = ("ABK", "ABF", "BK", "BF")


def check(claim: Claim, pair: DiagnosisPair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the later of two equal codes; an error on an institutional claim's principal diagnosis."""
    qualifiers = {pair.first.diagnosis.qualifier, pair.second.diagnosis.qualifier}
    if pair.first.code == pair.second.code and qualifiers <= set(COUNTED):
        severity = Severity.ERROR if claim.kind == "institutional" and pair.first.is_first else Severity.WARNING
        message = f"{pair.second.shown} stands in places {pair.first.number} and {pair.second.number}"
        yield EDIT.at(pair.second, message, value=pair.second.shown, severity=severity)


PASSES = (
    claim(diagnoses=("I10", "E11.9")),
    replace(institutional(), diagnoses=(diagnosis("J18.9", "ABK"), diagnosis("J18.9", "ABJ"))),
)
FAILS = (claim(diagnoses=("I10", "E11.9", "I10")), institutional(diagnoses=("J18.9", "J18.9")))
