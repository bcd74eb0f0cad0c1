"""A diagnosis of pregnancy outside the ages of 9 to 64.

What it checks
    A diagnosis that the Medicare Code Editor keeps for maternity stands on a patient of 9 to 64 years.

Why payers deny it
    The diagnosis does not fit the age (CO-9). The editor is a hospital's; on professional claims it is a warning.

Example
    O09.91 on a patient of 6 years.

Fix
    Correct the birth date, or the code: a newborn's condition has a code of chapter 16.

References
    Definitions of Medicare Code Edits, age conflict (maternity: 9 to 64 years, before fiscal year 2020: 12 to 55)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, institutional, patient, since
from claimwright.edits.ages import conflict
from claimwright.edits.builders import day

EDIT = Edit(
    id="mce-maternity-age",
    title="Diagnosis of pregnancy outside its ages",
    authority="Medicare Code Editor",
    effective=since("2019-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-9",),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("correct the birth date or the code"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the patient's age."""
    yield from conflict(EDIT, "maternity", range(9, 65), claim, listed, reference)


PASSES = (institutional(diagnoses=("O09.91",), patient=patient(birth_date=day("1996-01-01"))),)
FAILS = (institutional(diagnoses=("O09.91",), patient=patient(birth_date=day("2018-01-01"))),)
