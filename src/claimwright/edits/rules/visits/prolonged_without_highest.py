"""Prolonged visit without its visit.

What it checks
    A prolonged visit stands with a visit of its family on the same day: G2212 and 99417 with 99205, 99215 (99417 also with consultations,
    home visits and cognitive assessment), G0316 with 99223, 99233, 99236, G0317 with 99306, 99310, G0318 with 99345, 99350.

Why payers deny it
    The time is an addition to the highest level; alone it is denied (CO-B15).

Example
    99214 with G2212.

Fix
    Check level and minutes against the note.

References
    85 Federal Register 84472 (G2212); 87 Federal Register 69404 (G0316 to G0318); NCCI Policy Manual for Medicare Services, chapter I,
    section R (add-on codes)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="visits-prolonged-without-highest",
    title="Prolonged visit without its visit",
    authority="Medicare Claims Processing Manual",
    effective=since("2021-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-B15",
        "CO-107",
    ),
    looks_at=EachLine(codes=("99417", "G2212", "G0316", "G0317", "G0318"), kind="professional"),
    fix=Fix.propose("add the visit that the note shows, or remove the prolonged time"),
)
WITH = {
    "G2212": frozenset(("99205", "99215", "99483")),
    "99417": frozenset(("99205", "99215", "99245", "99255", "99345", "99350", "99483")),
    "G0316": frozenset(("99223", "99233", "99236")),
    "G0317": frozenset(("99306", "99310")),
    "G0318": frozenset(("99345", "99350")),
}


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no line of the day is of the family."""
    wanted, day = WITH.get(line.procedure, frozenset()), reference.day(line)
    if not any(other.procedure in wanted and reference.day(other) == day for other in claim.lines):
        yield EDIT.at(line, f"{line.procedure} without {', '.join(sorted(wanted))}", value=line.procedure)


PASSES = (claim(line("99215"), line("G2212")),)
FAILS = (claim(line("99214"), line("G2212")), claim(line("99417"), payer=COMMERCIAL))
