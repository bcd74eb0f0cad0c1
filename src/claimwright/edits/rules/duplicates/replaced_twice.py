"""Claim that was replaced already.

What it checks
    A replacement names the payer's number of the newest claim, not of one that was replaced before.

Why payers deny it
    The payer no longer has the number (CO-18, or no original found).

Example
    Two replacements of the same number.

Fix
    Take the number from the last 835.

References
    ASC X12N 005010X222A1 and 005010X223A2, CLM05-3 and REF*F8; Pub. 100-04, chapter 1, section 120; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.core import Subscriber, replace
from claimwright.edits import COMMERCIAL, Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, since

EDIT = Edit(
    id="duplicates-replaced-twice",
    title="Claim that was replaced already",
    authority="Duplicate detection",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-18",),
    looks_at=EachEarlierClaim(frequency=("7",)),
    needs=("history",),
    fix=Fix.propose("take the payer's newest control number from the last remittance on record"),
)


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an earlier replacement or void of the same number."""
    earlier = history.claim
    same = earlier.id != claim.id and earlier.frequency in ("7", "8") and earlier.payer.id == claim.payer.id
    if same and claim.payer_claim_id and earlier.payer_claim_id == claim.payer_claim_id:
        yield EDIT.at(claim, f"Claim {earlier.id} replaced or voided the same number", field="payer_claim_id", value=claim.payer_claim_id)


MEMBER = Subscriber(member_id="N100200300")
AGAIN = claim(id="A1002", frequency="7", replaces="A1000", payer_claim_id="PCN1", payer=COMMERCIAL, subscriber=MEMBER)
PASSES = (case(AGAIN, history=(claim(id="A1000", payer=COMMERCIAL, subscriber=MEMBER),)),)
FAILS = (case(AGAIN, history=(replace(AGAIN, id="A1001"),)),)
