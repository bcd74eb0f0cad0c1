"""An age that nobody has.

What it checks
    The patient is 0 to 124 years old on the date of service.

Why payers deny it
    The editor stops at an age over 124; the birth date is wrong, and the payer will not find the member (CO-31).

Example
    Born in 1861.

Fix
    Correct the birth date from the card.

References
    Definitions of Medicare Code Edits, invalid age (0 to 124 years)
"""

from collections.abc import Iterator

from claimwright.core import age_on
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, patient, since
from claimwright.edits.builders import day

EDIT = Edit(
    id="mce-age-impossible",
    title="Impossible age",
    authority="Medicare Code Editor",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-31", "CO-16"),
    looks_at=EachClaim(),
    fix=Fix.propose("correct the birth date from the card"),
)
OLDEST = 124


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an age over the editor's limit; a birth after the service has an edit of its own."""
    born = claim.patient.birth_date
    if born and age_on(born, reference.on) > OLDEST:
        yield EDIT.at(claim, f"The patient would be over {OLDEST} years old", field="patient.birth_date")


PASSES = (claim(), claim(patient=patient(birth_date=None)))
FAILS = (claim(patient=patient(birth_date=day("1861-04-02"))),)
