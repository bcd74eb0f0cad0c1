"""Service that Medicare does not cover.

What it checks
    No line to Medicare is of a code with status N (not covered) in the fee schedule of its year, unless it says so (GY, GX).

Why payers deny it
    It is no Medicare benefit (PR-96).

Example
    A refraction (92015).

Fix
    GY where a denial is wanted for another payer; else the patient pays.

References
    Pub. 100-04, chapter 23, MPFSDB record layout (status code N); 42 CFR 411.15; CMS, Physician Fee Schedule Relative Value File
"""

from collections.abc import Iterator
from typing import Any

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import PREVENTIVE
from claimwright.edits.schedule import has_status

EDIT = Edit(
    id="claims-manual-service-not-covered",
    title="Service that Medicare does not cover",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "PR-96",
        "CO-96",
    ),
    looks_at=EachLine(kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("bill it with GY, or to the patient, where the record shows that the patient was told"),
)


def wants(procedure: str, books: Any) -> bool:
    """Codes of this status in any year at hand; preventive visits have an edit of their own."""
    return not procedure.startswith(PREVENTIVE) and has_status(procedure, "N", books)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the status of the line's day is N."""
    known = reference.indicators(line)
    if known and known.status == "N" and not {"GY", "GX"}.intersection(line.modifiers):
        yield EDIT.at(line, f"{line.procedure} is not covered (status N)", value=line.procedure, table=known.source)


PASSES = (claim(line("92015", modifiers=("GY",)), on="2025-03-10"), claim(line("92015"), on="2025-03-10", payer=COMMERCIAL))
FAILS = (claim(line("92015"), on="2025-03-10"),)
