"""A vaccine given, and no vaccine billed.

What it checks
    The first administration of a day stands with a vaccine of the same day.

Why payers deny it
    Payers pay the administration of a vaccine they can see (CO-107). A vaccine that was free is billed at 0.00 or as the payer says; hence
    a warning.

Example
    90471 alone.

Fix
    Add the vaccine from the record, with its own charge or 0.00.

References
    Pub. 100-04, chapter 18, section 10.2 (billing requirements for vaccines)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import FIRST_IMMUNIZATION, VACCINES

EDIT = Edit(
    id="preventive-vaccine-without-product",
    title="Vaccine administration without a vaccine",
    authority="Medicare preventive services",
    effective=since("2010-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-107",),
    looks_at=EachLine(codes=FIRST_IMMUNIZATION, kind="professional"),
    fix=Fix.propose("add the vaccine from the record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no vaccine stands on the day."""
    day = reference.day(line)
    if not any(other.procedure.startswith(VACCINES) and reference.day(other) == day for other in claim.lines):
        yield EDIT.at(line, f"{line.procedure} without a vaccine on {day}", value=line.procedure)


PASSES = (claim(line("G0008"), line("90662"), diagnoses=("Z23",)),)
FAILS = (claim(line("90471"), diagnoses=("Z23",)),)
