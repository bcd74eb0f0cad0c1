"""Outpatient service that Medicare excludes.

What it checks
    No line has status E1 or E2 (not covered, or not paid), unless it says that it is not covered (GY, GX, GZ, TS).

Why payers deny it
    The line is denied (CO-96).

Example
    A9270 without GY.

Fix
    Bill it as not covered.

References
    42 CFR 419.22; CMS, Integrated Outpatient Code Editor specifications, edits 9 and 13; Pub. 100-04, chapter 4, section 10.1.1
"""

from collections.abc import Iterator

from claimwright.edits import (
    Claim,
    ClaimLine,
    EachLine,
    Edit,
    Finding,
    Fix,
    Reference,
    Severity,
    institutional,
    line,
    since,
)
from claimwright.edits.hospital import OPPS, status_of

EDIT = Edit(
    id="outpatient-not-covered",
    title="Outpatient service that Medicare excludes",
    authority="Outpatient code editor",
    effective=since("2000-08-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-96",
        "PR-96",
    ),
    looks_at=EachLine(kind="institutional", bills=OPPS),
    needs=("medicare",),
    fix=Fix.propose("bill it as not covered (GY) where the record shows that the patient was told"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for status E1 or E2."""
    known = status_of(line, reference)
    if known and known.indicator in ("E1", "E2") and not {"GY", "GX", "GZ", "TS"} & set(line.modifiers):
        yield EDIT.at(line, f"{line.procedure} is not covered (status {known.indicator})", value=line.procedure, table=known.source)


PASSES = (institutional(line("A9270", modifiers=("GY",), revenue_code="0637", pointers=()), on="2025-03-10"),)
FAILS = (institutional(line("A9270", revenue_code="0637", pointers=()), on="2025-03-10"),)
