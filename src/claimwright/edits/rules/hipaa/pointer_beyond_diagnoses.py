"""A line points to a diagnosis that the claim does not have.

What it checks
    Every diagnosis pointer is between 1 and the number of the claim's diagnoses, and none comes twice on a line.

Why payers deny it
    The pointer leads nowhere; the claim is rejected on receipt.

Example
    Pointer 3 on a claim with two diagnoses.

Fix
    Point to the diagnosis that the service was for.

References
    ASC X12N 005010X222A1, SV107; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-pointer-beyond-diagnoses",
    title="Diagnosis pointer beyond the diagnoses",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="professional"),
    fix=Fix.propose("point to the diagnosis that the service was for"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for the pointers of a line that lead nowhere or repeat."""
    wrong = [place for place in line.diagnosis_pointers if not 1 <= place <= len(claim.diagnoses)]
    if wrong or len(set(line.diagnosis_pointers)) < len(line.diagnosis_pointers):
        shown = ", ".join(map(str, wrong or line.diagnosis_pointers))
        yield EDIT.at(
            line,
            f"Pointer {shown}: the claim has {len(claim.diagnoses)} diagnoses, each to be named once",
            field="diagnosis_pointers",
            value=shown,
        )


PASSES = (claim(line("99213", pointers=(1, 2)), diagnoses=("J06.9", "I10")),)
FAILS = (claim(line("99213", pointers=(1, 3)), diagnoses=("J06.9", "I10")), claim(line("99213", pointers=(1, 1))))
