"""A claim frequency that professional payers do not take.

What it checks
    A professional claim is an original (1), a replacement (7) or a void (8).

Why payers deny it
    Other frequencies belong to institutional series of bills; professional payers reject them.

Example
    Frequency 6 on an office visit.

Fix
    Use 7 to correct an earlier claim, 8 to take it back, else 1.

References
    ASC X12N 005010X222A1, CLM05-3; NUCC 1500 Claim Form Instruction Manual, item 22
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="hipaa-frequency-unknown",
    title="Frequency that professional payers do not take",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="professional"),
    fix=Fix.propose("use 1, 7 or 8"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for another frequency."""
    if claim.frequency not in ("1", "7", "8"):
        yield EDIT.at(claim, f"Frequency {claim.frequency!r} is not 1, 7 or 8", field="frequency", value=claim.frequency)


PASSES = (claim(),)
FAILS = (claim(frequency="6"), claim(frequency=""))
