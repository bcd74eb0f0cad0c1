"""Home visit in another place.

What it checks
    Home and residence visits are of a home, shelter, assisted living, group home, lodging, custodial or residential treatment place, or
    of telehealth.

Why payers deny it
    Code and place contradict each other (CO-5).

Example
    99349 in place 11.

Fix
    Correct what is wrong, from the note.

References
    Pub. 100-04, chapter 12, section 30.6.14 (home or residence services); 87 Federal Register 69404 (from 2023-01-01); chapter 26,
    section 10.5
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="visits-home-visit-elsewhere",
    title="Home visit in another place",
    authority="Medicare Claims Processing Manual",
    effective=since("2023-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-5",),
    looks_at=EachLine(codes=("99341", "99342", "99344", "99345", "99347", "99348", "99349", "99350"), kind="professional"),
    fix=Fix.never("correct the place, or choose the visit of the place that the note shows"),
)
PLACES = frozenset(("02", "04", "10", "12", "13", "14", "16", "27", "33", "54", "55", "99"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding elsewhere."""
    place = place_of(claim, line)
    if place and place not in PLACES:
        yield EDIT.at(line, f"{line.procedure} in place {place}", field="place_of_service", value=place)


PASSES = (claim(line("99349"), place_of_service="12"), claim(line("99349"), place_of_service="13"))
FAILS = (claim(line("99349")),)
