"""Telehealth without the modifier that the plan wants.

What it checks
    Where the payer's profile says "telehealth-95", visits in place 02 or 10 carry 95 or 93.

Why payers deny it
    The plan denies the visit without (CO-4).

Example
    99213 in place 10 without 95.

Fix
    Add what the note shows.

References
    The payer's profile (which names its own source); ASC X12N 005010X222A1, SV101-3
"""

from collections.abc import Iterator

from claimwright.core import Subscriber
from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, case, claim, since
from claimwright.edits.subjects import place_of

EDIT = Edit(
    id="payer-telehealth-modifier-missing",
    title="Telehealth without the modifier that the plan wants",
    authority="Payer's terms",
    effective=since("2017-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(codes=("992", "908"), kind="professional"),
    needs=("payer",),
    fix=Fix.propose("add 95, or 93 for sound only, as the note shows"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a visit from afar without a modifier."""
    wanted = reference.payer is not None and "telehealth-95" in reference.payer.flags
    if wanted and place_of(claim, line) in ("02", "10") and not {"95", "93", "GT", "GQ", "FQ"} & set(line.modifiers):
        yield EDIT.at(line, f"{line.procedure} by telehealth without 95 or 93", field="modifiers", value=line.procedure)


VISIT = claim(place_of_service="10", payer=COMMERCIAL, subscriber=Subscriber(member_id="N100200300"))
PASSES = (VISIT, case(claim(payer=COMMERCIAL), flags=("telehealth-95",)))
FAILS = (case(VISIT, flags=("telehealth-95",)),)
