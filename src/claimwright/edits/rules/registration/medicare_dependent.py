"""Medicare patient who is not the insured.

What it checks
    The patient of a Medicare claim is the subscriber.

Why payers deny it
    Every beneficiary has a number; there are no dependents (CO-31).

Example
    The wife under the husband's number.

Fix
    Take the patient's own Medicare number.

References
    CMS, 5010 companion guide for Part B, loop 2000B SBR02 (18); Pub. 100-04, chapter 26, section 10.2, item 6
"""

from collections.abc import Iterator

from claimwright.core import Subscriber, replace
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="registration-medicare-dependent",
    title="Medicare patient who is not the insured",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-31",),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    needs=("medicare",),
    fix=Fix.propose("take the patient's own number from the card"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for another relationship."""
    if claim.subscriber.relationship != "self":
        yield EDIT.at(claim, "The patient is not the subscriber", field="relationship", value=claim.subscriber.relationship)


HUSBAND = Subscriber(relationship="spouse", member_id="1EG4TE5MK73", last="Rivera", first="Luis")
PASSES = (claim(), claim(subscriber=replace(HUSBAND, member_id="N100200300"), payer=COMMERCIAL))
FAILS = (claim(subscriber=HUSBAND),)
