"""A vaccine without the encounter for it.

What it checks
    A claim with a vaccine's administration has Z23 among its diagnoses.

Why payers deny it
    Payers read from Z23 that the vaccine is preventive and waive the patient's share; without it the line may be
    denied as not matching (CO-11).

Example
    90471 for J06.9 alone.

Fix
    Add Z23.

References
    ICD-10-CM Official Guidelines, I.C.21.c.2 (inoculations and vaccinations); Pub. 100-04, chapter 18, section 10.2
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import FIRST_IMMUNIZATION

EDIT = Edit(
    id="preventive-vaccine-diagnosis",
    title="Vaccine without the encounter for it",
    authority="Medicare preventive services",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-11",),
    looks_at=EachLine(codes=FIRST_IMMUNIZATION, kind="professional"),
    fix=Fix.never("add Z23 where the record shows the vaccination"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no Z23 stands on the claim."""
    if not any(diagnosis.code.strip().upper() == "Z23" for diagnosis in claim.diagnoses):
        yield EDIT.at(line, f"{line.procedure} on a claim without Z23", field="diagnosis_pointers")


PASSES = (claim(line("G0008"), line("90662"), diagnoses=("Z23",)),)
FAILS = (claim(line("G0008"), line("90662"), diagnoses=("J06.9",)),)
