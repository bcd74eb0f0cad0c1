"""Preventive visit that Medicare excludes.

What it checks
    Preventive visits (99381 to 99397) go to Medicare only with GY, for a denial on record.

Why payers deny it
    Routine examinations are excluded by law (PR-96); Medicare's own are G0402, G0438 and G0439.

Example
    99397 to Medicare.

Fix
    The patient pays; GY where a denial is wanted for another payer.

References
    42 CFR 411.15(a)(1) (routine physical checkups); Pub. 100-04, chapter 12, section 30.6.2 (covered visit beside a preventive one);
    chapter 18
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import PREVENTIVE

EDIT = Edit(
    id="preventive-visit-to-medicare",
    title="Preventive visit that Medicare excludes",
    authority="Medicare coverage",
    effective=since("2005-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "PR-96",
        "CO-96",
    ),
    looks_at=EachLine(codes=PREVENTIVE, kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("add GY, and tell the patient; a wellness visit (G0438, G0439) only where the note shows its elements"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line without GY."""
    number = line.procedure
    if "GY" not in line.modifiers and number.isdecimal() and 99381 <= int(number) <= 99397:
        yield EDIT.at(line, f"{number} is not a Medicare benefit", value=number)


PASSES = (
    claim(line("99397", modifiers=("GY",)), diagnoses=("Z00.00",)),
    claim(line("99396"), diagnoses=("Z00.00",), payer=COMMERCIAL),
)
FAILS = (claim(line("99397"), diagnoses=("Z00.00",)),)
