"""Code that is not valid for Medicare.

What it checks
    No line to Medicare is of a code with status I (another code is used) in the fee schedule of its year.

Why payers deny it
    Medicare uses another code for the service (CO-96).

Example
    97014 (electrical stimulation), for which Medicare uses G0283.

Fix
    Medicare's own code.

References
    Pub. 100-04, chapter 23, MPFSDB record layout (status code I); CMS, Physician Fee Schedule Relative Value File
"""

from collections.abc import Iterator
from typing import Any

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.schedule import has_status

EDIT = Edit(
    id="claims-manual-code-not-for-medicare",
    title="Code that is not valid for Medicare",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-96",
        "CO-181",
    ),
    looks_at=EachLine(kind="professional"),
    needs=("medicare",),
    fix=Fix.never("choose the code that Medicare uses for the service that the note shows"),
)
OTHERS = ("9924", "9925", "980", "9935", "9941")
"""Consultations, telemedicine and prolonged visits have edits of their own."""


def wants(procedure: str, books: Any) -> bool:
    """Codes of this status in any year at hand."""
    return not procedure.startswith(OTHERS) and has_status(procedure, "I", books)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the status of the line's day is I."""
    known = reference.indicators(line)
    if known and known.status == "I":
        yield EDIT.at(line, f"{line.procedure} is not valid for Medicare (status I)", value=line.procedure, table=known.source)


PASSES = (claim(line("G0283", modifiers=("GP",)), on="2025-03-10"), claim(line("97014"), on="2025-03-10", payer=COMMERCIAL))
FAILS = (claim(line("97014", modifiers=("GP",)), on="2025-03-10"),)
