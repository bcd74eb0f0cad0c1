"""Prolonged visit of the code book to Medicare.

What it checks
    Prolonged visits go to Medicare as G2212 (office, from 2021) or G0316 to G0318 (hospital, nursing facility, home, from 2023).

Why payers deny it
    Medicare counts the minutes otherwise and does not pay the code book's codes (CO-96).

Example
    99417 with 99215 to Medicare.

Fix
    Medicare's code, where the note shows its minutes.

References
    85 Federal Register 84472 (G2212, from 2021-01-01); 87 Federal Register 69404 (G0316 to G0318, from 2023-01-01); Pub. 100-04, chapter
    12, section 30.6.15
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="visits-prolonged-to-medicare",
    title="Prolonged visit of the code book to Medicare",
    authority="Medicare Claims Processing Manual",
    effective=since("2021-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-96",),
    looks_at=EachLine(codes=("9935", "9941"), kind="professional"),
    needs=("medicare",),
    fix=Fix.never("choose G2212 or G0316 to G0318 if the note shows the minutes that Medicare asks for"),
)
CODES = frozenset(("99354", "99355", "99356", "99357", "99358", "99359", "99417", "99418"))
OFFICE_CODES, LATER = ("99417",), date(2023, 1, 1)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for 99417 from 2021, for the others from 2023."""
    if line.procedure not in CODES:
        return
    if line.procedure in OFFICE_CODES or reference.day(line) >= LATER:
        yield EDIT.at(line, f"{line.procedure} is not paid by Medicare", value=line.procedure)


PASSES = (
    claim(line("99214"), line("99415"), on="2025-03-10"),  # time of the staff, which Medicare pays
    claim(line("99215"), line("G2212")),
    claim(line("99215"), line("99417"), payer=COMMERCIAL),
)
FAILS = (claim(line("99215"), line("99417")), claim(line("99223"), line("99418"), place_of_service="21"))
