"""A claim without a service line.

What it checks
    The claim has at least one line.

Why payers deny it
    The guide requires a line; the claim is rejected before adjudication (999, or 277CA status A7).

Example
    A claim of 100.00 with no line.

Fix
    Add the services, or do not send the claim.

References
    ASC X12N 005010X222A1 and 005010X223A2, loop 2400, as adopted by 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import ZERO
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="hipaa-no-lines",
    title="Claim without a service line",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.propose("add the services"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where there is no line."""
    if not claim.lines:
        yield EDIT.at(claim, "The claim has no service line", field="lines")


PASSES = (claim(),)
FAILS = (claim(lines=(), charge=ZERO),)
