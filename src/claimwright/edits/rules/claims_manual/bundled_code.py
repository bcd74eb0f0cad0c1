"""Service that Medicare never pays by itself.

What it checks
    No line to Medicare is of a code with status B (bundled) in the fee schedule of its year.

Why payers deny it
    Its payment is always part of another service's (CO-97); the patient may not be billed.

Example
    Handling of a specimen (99000).

Fix
    Leave it out.

References
    Pub. 100-04, chapter 23, MPFSDB record layout (status code B); 42 CFR 414.22 (relative value units); CMS, Physician Fee Schedule
    Relative Value File
"""

from collections.abc import Iterator
from typing import Any

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.schedule import has_status

EDIT = Edit(
    id="claims-manual-bundled-code",
    title="Service that Medicare never pays by itself",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-97",),
    looks_at=EachLine(kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("leave out the line; what it names is part of the other services on record"),
)


def wants(procedure: str, books: Any) -> bool:
    """Codes of this status in any year at hand; postoperative visits (99024) are told without charge."""
    return procedure != "99024" and has_status(procedure, "B", books)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the status of the line's day is B."""
    known = reference.indicators(line)
    if known and known.status == "B" and line.charge:
        yield EDIT.at(line, f"{line.procedure} is bundled (status B)", value=line.procedure, table=known.source)


PASSES = (claim(line("99213"), on="2025-03-10"), claim(line("99000"), on="2025-03-10", payer=COMMERCIAL))
FAILS = (claim(line("99000"), on="2025-03-10"), claim(line("36416"), on="2025-03-10"))
