"""A place of service that is not in CMS's list on the day.

What it checks
    The place of service of the claim and of its lines stands in the place-of-service code set on the date of service.

Why payers deny it
    An unknown place is rejected (remark M77).

Example
    Place of service 30.

Fix
    Take the place from the encounter.

References
    CMS, Place of Service Code Set; Pub. 100-04, chapter 26, section 10.5; 45 CFR 162.1002
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.tabular import known

EDIT = Edit(
    id="hipaa-place-of-service-unknown",
    title="Unknown place of service",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16", "CO-5"),
    looks_at=EachClaim(kind="professional"),
    needs=("places_of_service",),
    fix=Fix.propose("take the place of service from the encounter"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each unknown place."""
    found: dict[str, Claim | ClaimLine] = {entry.place_of_service: entry for entry in claim.lines if entry.place_of_service}
    found[claim.place_of_service] = claim
    for place, where in found.items():
        if place and not known(reference.places_of_service, place, reference.on):
            message = f"Place of service {place!r} is not in the code set on {reference.on}"
            yield EDIT.at(where, message, field="place_of_service", value=place)


PASSES = (claim(place_of_service="22"), claim(line("99213", place_of_service="02")))
FAILS = (claim(place_of_service="30"), claim(line("99213", place_of_service="88")))
