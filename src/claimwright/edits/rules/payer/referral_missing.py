"""Referral missing.

What it checks
    Where the payer's profile says "referral-required", specialists' claims carry a referral number.

Why payers deny it
    Without it the payer does not pay (CO-288).

Example
    A cardiologist's visit to such a plan.

Fix
    Enter the number, or ask for one before the service.

References
    The payer's profile (which names its own source); ASC X12N 005010X222A1, REF*9F
"""

from collections.abc import Iterator

from claimwright.core import Provider, Subscriber, replace
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, case, claim, since

EDIT = Edit(
    id="payer-referral-missing",
    title="Referral missing",
    authority="Payer's terms",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-288",),
    looks_at=EachClaim(kind="professional", frequency=("1", "7")),
    needs=("payer",),
    fix=Fix.propose("enter the number of the referral on record"),
)
PRIMARY_CARE = ("207Q", "207R00000X", "2080", "208D", "363L", "363A")


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a specialist's claim without a number."""
    if reference.payer is None or "referral-required" not in reference.payer.flags or claim.references.get("referral"):
        return
    taxonomy = claim.rendering.taxonomy if claim.rendering else ""
    if taxonomy and not taxonomy.startswith(PRIMARY_CARE) and claim.place_of_service not in ("21", "23"):
        yield EDIT.at(claim, "The plan wants a referral to this specialist", field="references")


HEART = Provider(npi="1679576722", last="Okafor", first="Ines", taxonomy="207RC0000X")
MEMBER = Subscriber(member_id="N100200300")
VISIT = claim(rendering=HEART, payer=COMMERCIAL, subscriber=MEMBER)
PASSES = (VISIT, case(replace(VISIT, references={"referral": "R1"}), flags=("referral-required",)))
FAILS = (case(VISIT, flags=("referral-required",)),)
