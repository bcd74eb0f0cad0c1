"""Preventive visit of another age.

What it checks
    The patient's age on the day fits the preventive visit: under 1, 1 to 4, 5 to 11, 12 to 17, 18 to 39, 40 to 64, 65 and over.

Why payers deny it
    Code and age contradict each other (CO-6).

Example
    99396 for a patient of 30.

Fix
    Correct what is wrong.

References
    CMS, Physician Fee Schedule Relative Value File (codes 99381 to 99397, by age); 45 CFR 162.1002 (procedure codes)
"""

from collections.abc import Iterator

from claimwright.core import age_on
from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import PREVENTIVE

EDIT = Edit(
    id="preventive-visit-age",
    title="Preventive visit of another age",
    authority="Procedure code sets",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-6",),
    looks_at=EachLine(codes=PREVENTIVE, kind="professional"),
    fix=Fix.never("correct the birth date on record, or choose the code of the patient's age"),
)
AGES = ((0, 0), (1, 4), (5, 11), (12, 17), (18, 39), (40, 64), (65, 130))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding outside the code's ages."""
    number, born = line.procedure, claim.patient.birth_date
    place = int(number[3:]) - 81 if len(number) == 5 and number.isdecimal() else -1
    place = place - 10 if place >= 10 else place
    if born is None or not 0 <= place < len(AGES):
        return
    age, (youngest, oldest) = age_on(born, reference.day(line)), AGES[place]
    if age >= 0 and not youngest <= age <= oldest:
        yield EDIT.at(line, f"{number} is for {youngest} to {oldest} years; the patient is {age}", value=number)


PASSES = (claim(line("99396"), diagnoses=("Z00.00",), payer=COMMERCIAL), claim(line("99401"), payer=COMMERCIAL))
FAILS = (claim(line("99395"), diagnoses=("Z00.00",), payer=COMMERCIAL), claim(line("99397"), payer=COMMERCIAL))
