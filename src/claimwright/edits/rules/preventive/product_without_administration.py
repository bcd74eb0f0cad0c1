"""A vaccine billed, and nobody gave it.

What it checks
    A vaccine stands with its administration on the same day.

Why payers deny it
    It is not denied, but the administration goes unpaid; some payers ask why.

Example
    90662 alone.

Fix
    Add the administration if the record shows it was given here.

References
    Pub. 100-04, chapter 18, section 10.2 (billing requirements for vaccines)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import IMMUNIZATION, VACCINES

EDIT = Edit(
    id="preventive-product-without-administration",
    title="Vaccine without its administration",
    authority="Medicare preventive services",
    effective=since("2010-01-01"),
    severity=Severity.WARNING,
    prevents=(),
    looks_at=EachLine(codes=VACCINES, kind="professional"),
    fix=Fix.propose("add the administration if it was given here"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no administration stands on the day."""
    day = reference.day(line)
    if not any(other.procedure.startswith(IMMUNIZATION) and reference.day(other) == day for other in claim.lines):
        yield EDIT.at(line, f"{line.procedure} without its administration on {day}", value=line.procedure)


PASSES = (claim(line("G0008"), line("90662"), diagnoses=("Z23",)),)
FAILS = (claim(line("90662"), diagnoses=("Z23",)),)
