"""Essential hypertension beside heart failure or chronic kidney disease.

What it checks
    I10 does not stand with heart failure (I50) or chronic kidney disease (N18): the classification presumes that they belong together.

Why payers deny it
    The combination codes I11, I12 and I13 replace I10; risk adjustment and medical necessity are read from them.

Example
    I10 with N18.31.

Fix
    I11.0 with heart failure, I12 with kidney disease, I13 with both, unless the provider documents that they are unrelated.

References
    ICD-10-CM Official Guidelines, I.C.9.a (hypertension with heart disease, with chronic kidney disease)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, DiagnosisPair, EachDiagnosisPair, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-hypertension-combination",
    title="Essential hypertension beside a condition it is presumed to cause",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2016-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-11",),
    looks_at=EachDiagnosisPair(codes=("I10",)),
)
PRESUMED = {"I50": "I11.0", "N18": "I12.-"}


def check(claim: Claim, pair: DiagnosisPair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on I10 with the combination that the guideline asks for."""
    for hypertension, other in ((pair.first, pair.second), (pair.second, pair.first)):
        combined = PRESUMED.get(other.code[:3])
        if hypertension.code == "I10" and combined:
            yield EDIT.at(
                hypertension,
                f"I10 with {other.shown}: {combined} is presumed unless the provider says that they are unrelated",
                value=hypertension.shown,
                fix=Fix.never(f"code {combined}, or find the provider's word that they are unrelated"),
            )


PASSES = (claim(diagnoses=("I11.0", "I50.9")), claim(diagnoses=("I10", "E11.9")))
FAILS = (claim(diagnoses=("I10", "N18.31")), claim(diagnoses=("I50.22", "I10")))
