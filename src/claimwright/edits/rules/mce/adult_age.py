"""An adult's diagnosis on a child.

What it checks
    A diagnosis that the Medicare Code Editor keeps for adults stands on a patient of 15 to 124 years.

Why payers deny it
    The diagnosis does not fit the age (CO-9). The editor is a hospital's; on professional claims it is a warning.

Example
    N40.0 (enlarged prostate) on a boy of 6 years.

Fix
    Correct the birth date or the code.

References
    Definitions of Medicare Code Edits, age conflict (adult: 15 to 124 years)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, institutional, patient, since
from claimwright.edits.ages import conflict
from claimwright.edits.builders import day

EDIT = Edit(
    id="mce-adult-age",
    title="Adult's diagnosis on a child",
    authority="Medicare Code Editor",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-9",),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("correct the birth date or the code"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the patient's age."""
    yield from conflict(EDIT, "adult", range(15, 125), claim, listed, reference)


PASSES = (institutional(diagnoses=("N40.0",), patient=patient(sex="M")),)
FAILS = (institutional(diagnoses=("N40.0",), patient=patient(sex="M", birth_date=day("2018-01-01"))),)
