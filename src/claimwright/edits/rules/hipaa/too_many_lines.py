"""More lines than the claim can carry.

What it checks
    A professional claim has at most 50 lines, an institutional one 999.

Why payers deny it
    The guide allows no more; the claim is rejected on receipt.

Example
    Fifty-one lines on a professional claim.

Fix
    Split the claim, each with its own number and its own total.

References
    ASC X12N 005010X222A1 and 005010X223A2, loop 2400 repeat; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-too-many-lines",
    title="More lines than the claim can carry",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.propose("split the claim"),
)
MOST = {"professional": 50, "institutional": 999}


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the number over the limit."""
    if len(claim.lines) > MOST[claim.kind]:
        yield EDIT.at(
            claim, f"{len(claim.lines)} lines; this kind of claim carries {MOST[claim.kind]}", field="lines", value=len(claim.lines)
        )


PASSES = (claim(*(line("97110") for _ in range(50))),)
FAILS = (claim(*(line("97110") for _ in range(51))),)
