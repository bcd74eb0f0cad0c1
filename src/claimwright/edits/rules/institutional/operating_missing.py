"""Operation without its physician.

What it checks
    A stay with a procedure of the medical and surgical section (0) names the operating physician.

Why payers deny it
    The claim is rejected where the procedure counts as surgery (CO-16).

Example
    0DTJ4ZZ without an operating physician.

Fix
    Name who signed the operative report.

References
    Pub. 100-04, chapter 25, section 75.6, form locator 77 (operating provider); ASC X12N 005010X223A2, loop 2310B
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import ProcedureDone
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.builders import RENDERING
from claimwright.edits.hospital import STAYS

EDIT = Edit(
    id="institutional-operating-missing",
    title="Operation without its physician",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachClaim(has="procedures", kind="institutional", bills=STAYS),
    fix=Fix.propose("name the physician who signed the operative report"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where nobody is named."""
    if claim.operating is None and any(done.code.startswith("0") for done in claim.procedures):
        yield EDIT.at(claim, "An operation, and nobody who did it", field="operating")


DONE = (ProcedureDone(code="0DTJ4ZZ", on=date(2024, 7, 16)),)
PASSES = (stay(procedures=DONE, operating=RENDERING), stay())
FAILS = (stay(procedures=DONE),)
