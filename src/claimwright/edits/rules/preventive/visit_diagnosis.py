"""A preventive visit for an illness.

What it checks
    A preventive visit points to an encounter for examination (Z00 to Z02) or another preventive encounter (Z).

Why payers deny it
    Preventive benefits are paid by the first diagnosis; an illness makes it sick care (CO-11).

Example
    A preventive visit that points to I10 only.

Fix
    Point to the examination first; bill a visit with 25 for the illness if the note shows one.

References
    ICD-10-CM Official Guidelines, I.C.21.c.13 (routine and administrative examinations)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import PREVENTIVE

EDIT = Edit(
    id="preventive-visit-diagnosis",
    title="Preventive visit for an illness",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-11",),
    looks_at=EachLine(codes=PREVENTIVE, kind="professional"),
    fix=Fix.never("point to the examination first if the note shows one"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no pointed diagnosis is an encounter code."""
    pointed = [claim.diagnoses[place - 1].code for place in line.diagnosis_pointers if 1 <= place <= len(claim.diagnoses)]
    if pointed and not any(code.upper().startswith("Z") for code in pointed):
        yield EDIT.at(line, f"{line.procedure} points to {', '.join(pointed)} only", field="diagnosis_pointers", value=pointed[0])


PASSES = (claim(line("99396"), diagnoses=("Z00.00",), payer=COMMERCIAL),)
FAILS = (claim(line("99396"), diagnoses=("I10",), payer=COMMERCIAL),)
