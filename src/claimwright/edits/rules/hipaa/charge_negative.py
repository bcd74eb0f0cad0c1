"""A charge below zero.

What it checks
    No line and no claim has a negative charge.

Why payers deny it
    Corrections are made by a replacement or void of the whole claim, never by a negative line; the claim is rejected.

Example
    A line of -50.00 to take back a charge.

Fix
    Replace the earlier claim (frequency 7) with the right lines.

References
    ASC X12N 005010X222A1, CLM02 and SV102, CLM05-3; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-charge-negative",
    title="Charge below zero",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(),
    fix=Fix.propose("replace the earlier claim instead of sending a negative line"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a negative line."""
    if line.charge < 0:
        yield EDIT.at(line, f"The line charges {line.charge}", field="charge", value=line.charge)


PASSES = (claim(line("99213", charge="0.00")),)
FAILS = (claim(line("99213", charge="100.00"), line("36415", charge="-10.00")),)
