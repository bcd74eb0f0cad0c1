"""Birth told after the birth.

What it checks
    Z38 (liveborn infant) is on the newborn's own record of birth: a patient of at most 28 days.

Why payers deny it
    It is used once, at birth, and never on the mother's record (CO-6).

Example
    Z38.00 at a visit at six months.

Fix
    Remove it.

References
    ICD-10-CM Official Guidelines, I.C.16.a.2 (principal diagnosis for birth record)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, line, patient, since

EDIT = Edit(
    id="icd10cm-birth-code-after-birth",
    title="Birth told after the birth",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-6",
        "CO-16",
    ),
    looks_at=EachDiagnosis(codes=("Z38",)),
    fix=Fix.never("remove the code where the record is not that of the birth itself"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a patient older than 28 days on the first day of the claim."""
    born, first = claim.patient.birth_date, claim.dates.get("admission") or claim.from_date
    if born and first and (first - born).days > 28:
        yield EDIT.at(listed, f"{listed.shown} for a patient who is no newborn", value=listed.shown)


PASSES = (claim(line("99460"), diagnoses=("Z38.00",), patient=patient(birth_date=date(2024, 7, 14)), place_of_service="21"),)
FAILS = (claim(diagnoses=("Z38.00",)), claim(diagnoses=("Z38.00",), patient=patient(birth_date=date(2024, 1, 14))))
