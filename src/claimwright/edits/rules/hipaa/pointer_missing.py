"""A professional line that points to no diagnosis.

What it checks
    Every line of a professional claim points to at least one diagnosis, its main reason first, and to four at most.

Why payers deny it
    SV107-1 is required; without it the service has no reason. The claim is rejected on receipt.

Example
    A visit without a pointer; a visit with five.

Fix
    Point to the diagnoses, at most four, that the service was for.

References
    ASC X12N 005010X222A1, SV107-1 to SV107-4; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-pointer-missing",
    title="Line without a diagnosis pointer, or with more than four",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="professional"),
    fix=Fix.propose("point to the diagnoses, at most four, that the service was for"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where a line has no pointer or too many."""
    count = len(line.diagnosis_pointers)
    if not 1 <= count <= 4:
        yield EDIT.at(line, f"The line points to {count or 'no'} diagnoses", field="diagnosis_pointers", value=count)


PASSES = (claim(line("99213", pointers=(1, 2, 3, 4)), diagnoses=("J06.9", "I10", "E11.9", "R05.9")),)
FAILS = (claim(line("99213", pointers=())),)
