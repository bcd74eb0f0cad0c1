"""A member number that is not of the payer's form.

What it checks
    The member number has the form that the payer's profile states; for Medicare the eleven characters of a Medicare Beneficiary
    Identifier.

Why payers deny it
    A number of another form is nobody's at this payer (CO-31); Medicare takes no older number since 2020-01-01.

Example
    123456789A, an old Medicare number, on a claim of 2024.

Fix
    Take the number from the card, or look it up with the payer.

References
    CMS, Understanding the Medicare Beneficiary Identifier (MBI) Format; for other payers the payer's profile
"""

import re
from collections.abc import Iterator

from claimwright.core import Payer, Subscriber
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="identifiers-member-id-form",
    title="Member number not of the payer's form",
    authority="Member identification",
    effective=since("2020-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-31",),
    looks_at=EachClaim(),
    needs=("program",),
    fix=Fix.propose("take the number from the card, or look it up with the payer"),
)
MBI = re.compile(r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y]{2}[0-9]{2}")
"""Eleven characters, some digits, some letters without S, L, O, I, B and Z."""


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding; the number itself is not repeated."""
    member = claim.subscriber.member_id.strip()
    known = reference.payer.knows_member_id(member) if reference.payer else not reference.is_medicare or MBI.fullmatch(member)
    if member and not known:
        payer = reference.payer.name if reference.payer else "Medicare"
        yield EDIT.at(claim, f"The member number is not of the form that {payer} gives out", field="subscriber.member_id")


PASSES = (claim(), claim(subscriber=Subscriber(member_id="123456789A"), on="2019-12-31"))
FAILS = (
    claim(subscriber=Subscriber(member_id="123456789A")),
    claim(subscriber=Subscriber(member_id="1SG4TE5MK73")),
    claim(subscriber=Subscriber(member_id="1SG4TE5MK73"), payer=Payer("X", filing="MB")),
)
