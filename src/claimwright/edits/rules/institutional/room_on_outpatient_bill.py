"""Room and board on an outpatient bill.

What it checks
    Outpatient bills have no revenue codes of room and board (010x to 021x).

Why payers deny it
    Type of bill and revenue code contradict each other (CO-5).

Example
    0120 on bill 13.

Fix
    If the patient was admitted, the bill is 11x; if not, the hours are observation (0762).

References
    Pub. 100-04, chapter 25, section 75.4, form locator 42; chapter 4, section 290 (observation)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since, stay
from claimwright.edits.hospital import OUTPATIENT, ROOMS

EDIT = Edit(
    id="institutional-room-on-outpatient-bill",
    title="Room and board on an outpatient bill",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-5",),
    looks_at=EachLine(kind="institutional", bills=OUTPATIENT, revenue=ROOMS),
    fix=Fix.propose("take the type of bill from the admission order on record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each such line."""
    yield EDIT.at(line, f"Revenue code {line.revenue_code} on an outpatient bill", field="revenue_code", value=line.revenue_code)


PASSES = (institutional(), stay())
FAILS = (institutional(line("", revenue_code="0120", pointers=())),)
