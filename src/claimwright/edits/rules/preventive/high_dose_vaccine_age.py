"""High-dose influenza vaccine below 65 years.

What it checks
    The high-dose influenza vaccine (90662) is for patients of 65 years and over.

Why payers deny it
    It is licensed from 65 years; payers ask why a younger patient had it (CO-6).

Example
    90662 for a patient of 63.

Fix
    Check the product given and the birth date. Younger recipients of an organ transplant are an exception of the advisory committee.

References
    CMS, Medicare Part B vaccine pricing (seasonal influenza vaccines, 90662); CDC, Advisory Committee on Immunization Practices,
    recommendations on seasonal influenza vaccines (from 65 years)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import age_on
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, patient, since

EDIT = Edit(
    id="preventive-high-dose-vaccine-age",
    title="High-dose influenza vaccine below 65 years",
    authority="Immunization practice",
    effective=since("2010-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-6",),
    looks_at=EachLine(codes=("90662",), kind="professional"),
    fix=Fix.propose("compare product and birth date with the vaccination record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a patient below 65."""
    born = claim.patient.birth_date
    if born and 0 <= (age := age_on(born, reference.day(line))) < 65:
        yield EDIT.at(line, f"90662 for a patient of {age} years", value="90662")


PASSES = (claim(line("G0008"), line("90662"), patient=patient(birth_date=date(1950, 4, 2))),)
FAILS = (claim(line("G0008"), line("90662")),)
