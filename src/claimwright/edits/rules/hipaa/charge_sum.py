"""The claim's charge is not the sum of its lines.

What it checks
    The total charge equals the sum of the line charges, to the cent.

Why payers deny it
    The claim is out of balance and is rejected on receipt (SNIP type 3; 277CA).

Example
    Two lines of 100.00 under a total of 250.00.

Fix
    Set the total to the sum of the lines, after looking whether a line is missing.

References
    ASC X12N 005010X222A1 and 005010X223A2, CLM02; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import Money
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-charge-sum",
    title="Total charge differs from the lines",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the difference."""
    total = Money.total(line.charge for line in claim.lines)
    if claim.lines and total != claim.charge:
        yield EDIT.at(
            claim,
            f"The lines sum to {total}, the claim says {claim.charge}: a difference of {claim.charge - total}",
            field="charge",
            value=claim.charge,
            fix=Fix.propose(f"set the total to {total}, or add the missing line"),
        )


PASSES = (claim(line("99213", charge="100.00"), line("36415", charge="9.50")),)
FAILS = (claim(line("99213", charge="100.00"), charge=Money.parse("100.01")),)
