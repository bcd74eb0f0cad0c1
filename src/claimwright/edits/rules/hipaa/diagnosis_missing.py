"""A claim without a diagnosis.

What it checks
    The claim has a diagnosis.

Why payers deny it
    A claim needs a reason; it is rejected or denied with remark M76.

Example
    A professional claim for a visit with no diagnosis.

Fix
    Code the reason for the visit from the note.

References
    42 CFR 424.32(a)(2); ASC X12N 005010X222A1, loop 2300 HI; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-diagnosis-missing",
    title="Claim without a diagnosis",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.never("code the reason for the visit from the note"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where there is no diagnosis."""
    if not claim.diagnoses:
        yield EDIT.at(claim, "The claim has no diagnosis", field="diagnoses")


PASSES = (claim(),)
FAILS = (claim(line("99213", pointers=()), diagnoses=()),)
