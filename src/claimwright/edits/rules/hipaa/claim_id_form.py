"""A claim number that does not fit.

What it checks
    The claim's number has 1 to 20 characters, without the characters that part the elements of an X12 file.

Why payers deny it
    CLM01 comes back in every answer; receivers keep 20 characters. A longer one is cut and no remittance finds its claim.

Example
    A claim number of 25 characters.

Fix
    Give the claim a shorter number.

References
    ASC X12N 005010X222A1, CLM01; HIPAA requires receivers to return at most 20 characters
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="hipaa-claim-id-form",
    title="Claim number too long, empty, or with delimiters",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.propose("give the claim a number of 1 to 20 letters and digits"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a number that a receiver could not return whole."""
    if not 1 <= len(claim.id.strip()) <= 20 or set(claim.id) & set("*~:^"):
        yield EDIT.at(claim, f"The claim's number has {len(claim.id)} characters, or one that parts elements", field="id", value=claim.id)


PASSES = (claim(id="A" * 20),)
FAILS = (claim(id="A" * 21), claim(id=""), claim(id="A*1"))
