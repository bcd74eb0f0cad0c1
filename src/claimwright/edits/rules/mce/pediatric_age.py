"""A child's diagnosis on an adult.

What it checks
    A diagnosis that the Medicare Code Editor keeps for children stands on a patient of 0 to 17 years.

Why payers deny it
    The diagnosis does not fit the age (CO-9). The editor is a hospital's; on professional claims it is a warning.

Example
    Z00.129 (routine child examination) on a patient of 63 years.

Fix
    Correct the birth date or the code.

References
    Definitions of Medicare Code Edits, age conflict (pediatric: 0 to 17 years)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, patient, since
from claimwright.edits.ages import conflict
from claimwright.edits.builders import day

EDIT = Edit(
    id="mce-pediatric-age",
    title="Child's diagnosis on an adult",
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
    yield from conflict(EDIT, "pediatric", range(18), claim, listed, reference)


PASSES = (claim(diagnoses=("Z00.129",), patient=patient(birth_date=day("2010-01-01"))),)
FAILS = (claim(diagnoses=("Z00.129",)),)
