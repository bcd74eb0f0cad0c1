"""Stay without room and board.

What it checks
    A hospital stay has a line of room and board (010x to 021x).

Why payers deny it
    The days of the stay are not accounted for (CO-16).

Example
    A stay with pharmacy charges only.

Fix
    Add the accommodation.

References
    Pub. 100-04, chapter 25, sections 75.4 and 75.5, form locators 42 and 46 (accommodation revenue codes, days)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, line, since, stay
from claimwright.edits.hospital import HOSPITAL_STAYS, ROOMS

EDIT = Edit(
    id="institutional-room-missing",
    title="Stay without room and board",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="institutional", bills=HOSPITAL_STAYS, frequency=("1", "2", "3", "4", "7")),
    fix=Fix.propose("take the room's charges from the charge record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a stay without any."""
    if claim.lines and not any(one.revenue_code.startswith(ROOMS) for one in claim.lines):
        yield EDIT.at(claim, "The stay has no room and board", field="lines")


PASSES = (stay(),)
FAILS = (institutional(line("", revenue_code="0250", pointers=()), type_of_bill="11"),)
