"""Service billed before with another charge or count.

What it checks
    An original claim does not bill a procedure for a day that an earlier claim to the same payer billed with another charge, count or
    modifier, unless a modifier says why.

Why payers deny it
    Payers suspect a duplicate (CO-18).

Example
    99213 for 100.00 in July, again for 120.00 in August, the day of service the same.

Fix
    If the first claim was wrong, replace it. If it was done twice, the note shows it and a modifier says it.

References
    Pub. 100-04, chapter 1, sections 120.2 and 120.3 (exact and suspect duplicates)
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, ClaimLine, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.builders import RENDERING
from claimwright.edits.episodes import counts, same_person
from claimwright.edits.families import DIGITS

EDIT = Edit(
    id="duplicates-near",
    title="Service billed before with another charge or count",
    authority="Duplicate detection",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-18",),
    looks_at=EachEarlierClaim(frequency=("1",), kind="professional"),
    needs=("history",),
    fix=Fix.propose("compare with the earlier claim and the notes; a correction is a replacement (frequency 7)"),
)
TOLD = frozenset(("76", "77", "91", "59", "XE", "XS", "XP", "XU", "26", "TC", "LT", "RT", "55", *DIGITS))


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each line that an earlier claim nearly holds; equal lines are duplicates-claim-in-history's matter."""
    earlier = history.claim
    same = earlier.payer.id == claim.payer.id and earlier.billing.npi == claim.billing.npi and earlier.sequence == claim.sequence
    if not same or not counts(claim, earlier) or not same_person(claim, earlier):
        return
    for again in claim.lines:
        if again.procedure and again.from_date and TOLD.isdisjoint(again.modifiers):
            twins = [done for done in earlier.lines if (done.procedure, done.from_date) == (again.procedure, again.from_date)]
            if twins and all(_differs(again, twin) for twin in twins):
                message = f"Claim {earlier.id} billed {again.procedure} for {again.from_date} with another charge, count or modifier"
                yield EDIT.at(again, message, value=again.procedure)


def _differs(one: ClaimLine, other: ClaimLine) -> bool:
    return (one.modifiers, one.units, one.charge) != (other.modifiers, other.units, other.charge)


BEFORE = claim(line("99213", charge="120.00"), id="A1000")
PASSES = (
    case(claim(rendering=replace(RENDERING, npi="1730198470")), history=(BEFORE,)),
    case(claim(line("99213", modifiers=("76",))), history=(BEFORE,)),
    case(claim(), history=(claim(id="A1000"),)),
    case(claim(on="2024-07-16"), history=(BEFORE,)),
)
FAILS = (case(claim(), history=(BEFORE,)),)
