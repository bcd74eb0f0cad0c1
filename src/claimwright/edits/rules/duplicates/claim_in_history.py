"""A service that was already billed.

What it checks
    No line of an original claim repeats a line of an earlier claim to the same payer: same provider and person, day, procedure,
    modifiers, units and charge.

Why payers deny it
    It is an exact duplicate of the earlier claim (CO-18).

Example
    The same visit on a new claim two weeks later.

Fix
    Wait for the answer to the earlier claim; to correct it, send a replacement (frequency 7) with the payer's control number.

References
    Pub. 100-04, chapter 1, section 120 (detection of duplicate claims)
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.builders import RENDERING
from claimwright.edits.episodes import counts, same_person

EDIT = Edit(
    id="duplicates-claim-in-history",
    title="Service already billed",
    authority="Duplicate detection",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-18",),
    looks_at=EachEarlierClaim(frequency=("1",)),
    needs=("history",),
    fix=Fix.propose("wait for the earlier claim's answer, or replace it (frequency 7)"),
)
ALIKE = ("procedure", "revenue_code", "modifiers", "units", "charge", "from_date")


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each line that an earlier claim holds; voids do not count."""
    earlier = history.claim
    same = earlier.payer.id == claim.payer.id and earlier.billing.npi == claim.billing.npi and earlier.sequence == claim.sequence
    if not same or not counts(claim, earlier) or not same_person(claim, earlier):
        return
    billed = {tuple(getattr(line, name) for name in ALIKE) for line in earlier.lines}
    for again in claim.lines:
        if again.from_date and tuple(getattr(again, name) for name in ALIKE) in billed:
            yield EDIT.at(again, f"Claim {earlier.id} billed the same on {again.from_date}", value=again.procedure)


PASSES = (
    case(claim(rendering=replace(RENDERING, npi="1730198470")), history=(claim(id="A1000"),)),
    case(claim(), history=(claim(id="A1000", on="2024-07-01"),)),
    case(claim(), history=(claim(id="A1000", frequency="8"),)),
)
FAILS = (
    case(claim(), history=(claim(id="A1000"),)),
    case(claim(line("36415")), history=(claim(line("99213"), line("36415"), id="A1000"),)),
)
