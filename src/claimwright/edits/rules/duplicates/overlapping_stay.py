"""Two stays of the same days.

What it checks
    Two stays of a patient share no day but that of a transfer.

Why payers deny it
    A patient is in one bed at a time (CO-18, CO-B20).

Example
    Two hospitals' stays of the 15th to the 18th and the 16th to the 20th.

Fix
    Correct the days, or replace the earlier bill.

References
    Pub. 100-04, chapter 1, section 120 (duplicate claims); chapter 3, section 40.3.C
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import (
    Claim,
    EachEarlierClaim,
    Edit,
    Finding,
    Fix,
    History,
    Reference,
    Severity,
    case,
    institutional,
    since,
    stay,
)
from claimwright.edits.episodes import counts
from claimwright.edits.hospital import STAYS

EDIT = Edit(
    id="duplicates-overlapping-stay",
    title="Two stays of the same days",
    authority="Duplicate detection",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-18",
        "CO-B20",
    ),
    looks_at=EachEarlierClaim(kind="institutional", bills=STAYS, frequency=("1",)),
    needs=("history",),
    fix=Fix.propose("compare both bills with the record of admissions and discharges"),
)


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the days overlap; interim bills of one stay follow each other."""
    other = history.claim
    if other.type_of_bill[-2:] not in STAYS or not counts(claim, other) or other.payer.id != claim.payer.id:
        return
    mine, theirs = _days(claim), _days(other)
    if mine and theirs and mine[0] < theirs[1] and theirs[0] < mine[1]:
        yield EDIT.at(claim, f"Claim {other.id} is for a stay from {theirs[0]} to {theirs[1]}", field="dates", value=mine[0])


def _days(claim: Claim) -> tuple[date, date] | None:
    first = claim.dates.get("statement_from") or claim.dates.get("admission")
    return (first, claim.through_date) if first and claim.through_date else None


PASSES = (case(stay(), history=(stay(id="A0900", on="2024-07-12"),)), case(stay(), history=(institutional(id="A0900"),)))
FAILS = (case(stay(), history=(stay(id="A0900", on="2024-07-14"),)),)
