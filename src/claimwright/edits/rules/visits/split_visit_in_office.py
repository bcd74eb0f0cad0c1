"""Split visit outside a facility.

What it checks
    A split or shared visit (FS) is of a hospital or another facility.

Why payers deny it
    In an office there are no split visits, only services incident to a physician's (CO-4).

Example
    99214-FS in place 11.

Fix
    Bill under the practitioner who saw the patient, or as incident to where its conditions are met.

References
    42 CFR 415.140 (split or shared visits, facility setting); Pub. 100-04, chapter 12, section 30.6.18
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="visits-split-visit-in-office",
    title="Split visit outside a facility",
    authority="Medicare physician fee schedule",
    effective=since("2022-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("FS",), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("remove FS; in an office the visit is billed by the provider that the note supports"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding in a place paid at the nonfacility rate."""
    place = reference.places_of_service.get(place_of(claim, line)) if reference.books is not None else None
    if place and place.facts.get("rate") == "nonfacility":
        yield EDIT.at(line, f"FS in place {place.code}", field="modifiers", value="FS")


PASSES = (claim(line("99232", modifiers=("FS",)), place_of_service="21"),)
FAILS = (claim(line("99214", modifiers=("FS",))),)
