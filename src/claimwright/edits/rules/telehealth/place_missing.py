"""Telehealth modifier without a telehealth place.

What it checks
    From 2024 a Medicare professional line with a telehealth modifier has place 02 or 10, or a hospital (19, 21, 22, 23), whose own staff
    may use 95.

Why payers deny it
    The place decides the rate; modifier and place contradict each other (CO-5).

Example
    99213-95 with place 11 in July 2024.

Fix
    Take the place of the patient from the note.

References
    88 Federal Register 78818 (places 02 and 10 from 2024-01-01); Pub. 100-04, chapter 12, section 190; chapter 26, section 10.5
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="telehealth-place-missing",
    title="Telehealth modifier without a telehealth place",
    authority="Medicare Claims Processing Manual",
    effective=since("2024-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-5",),
    looks_at=EachLine(modifiers=("93", "95", "GQ", "FQ"), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("take the place from the note: 10 the patient's home, 02 elsewhere"),
)
PLACES = frozenset(("02", "10", "19", "21", "22", "23"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for another place."""
    place = place_of(claim, line)
    if place and place not in PLACES:
        yield EDIT.at(line, f"A telehealth modifier with place {place}", field="place_of_service", value=place)


PASSES = (
    claim(line("99213", modifiers=("95",)), place_of_service="10"),
    claim(line("99213", modifiers=("95",)), on="2023-07-14"),
    claim(line("99213", modifiers=("95",)), payer=COMMERCIAL),
)
FAILS = (claim(line("99213", modifiers=("95",))),)
