"""Mammogram without its certificate.

What it checks
    A mammogram names the facility's certification number.

Why payers deny it
    Only certified facilities are paid (CO-171, CO-16).

Example
    77067 without REF*EW.

Fix
    Enter the number. A reading alone (26) needs the number of the facility that made the film.

References
    42 CFR 410.34 (mammography, certified facilities); Pub. 100-04, chapter 18, section 20 (mammography services); ASC X12N 005010X222A1,
    loop 2300 and 2400 REF*EW
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.builders import RENDERING

EDIT = Edit(
    id="orders-mammography-certificate-missing",
    title="Mammogram without its certificate",
    authority="Mammography quality standards",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-16",
        "CO-171",
    ),
    looks_at=EachLine(codes=("77065", "77066", "77067"), kind="professional"),
    fix=Fix.propose("take the certificate's number from the facility's record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where neither line nor claim has it."""
    if not line.references.get("mammography") and not claim.references.get("mammography"):
        yield EDIT.at(line, f"{line.procedure} without a certification number", field="references", value=line.procedure)


PASSES = (claim(line("77067"), references={"mammography": "123456"}, referring=RENDERING),)
FAILS = (claim(line("77067"), referring=RENDERING),)
