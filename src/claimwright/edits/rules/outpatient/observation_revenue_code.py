"""Observation under another revenue code.

What it checks
    Observation hours (G0378) and direct referral (G0379) stand under revenue code 0762.

Why payers deny it
    The line is returned (CO-16).

Example
    G0378 under 0760.

Fix
    0762.

References
    Pub. 100-04, chapter 4, sections 290.2.1 and 290.2.2 (revenue code 0762, reporting hours of observation)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import OUTPATIENT

EDIT = Edit(
    id="outpatient-observation-revenue-code",
    title="Observation under another revenue code",
    authority="Medicare Claims Processing Manual",
    effective=since("2006-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(codes=("G0378", "G0379"), kind="institutional", bills=OUTPATIENT),
    needs=("medicare",),
    fix=Fix.propose("take the revenue code (0762) from the charge master record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding under another code; G0379 also under 0516."""
    if line.revenue_code and line.revenue_code != "0762" and not (line.procedure == "G0379" and line.revenue_code.startswith("051")):
        yield EDIT.at(line, f"{line.procedure} under {line.revenue_code}", field="revenue_code", value=line.revenue_code)


PASSES = (institutional(line("G0378", revenue_code="0762", units="12", pointers=())),)
FAILS = (institutional(line("G0378", revenue_code="0760", units="12", pointers=())),)
