"""Inpatient-only procedure on an outpatient bill.

What it checks
    No line has status C (paid only for an inpatient), unless the patient died before admission (CA).

Why payers deny it
    The procedure, and everything else of the day, is denied (CO-58).

Example
    Coronary bypass (33533) on bill 13.

Fix
    If there was an admission order, the bill is 11x; there is no other way.

References
    42 CFR 419.22(n) (inpatient-only procedures); CMS, Integrated Outpatient Code Editor specifications, edit 18; Pub. 100-04, chapter 4,
    section 180.7
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import OPPS, status_of

EDIT = Edit(
    id="outpatient-inpatient-only",
    title="Inpatient-only procedure on an outpatient bill",
    authority="Outpatient code editor",
    effective=since("2000-08-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-58",
        "CO-96",
    ),
    looks_at=EachLine(kind="institutional", bills=OPPS),
    needs=("medicare",),
    fix=Fix.propose("look for the admission order in the record; a stay is billed as one"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for status C."""
    known = status_of(line, reference)
    if known and known.indicator == "C" and "CA" not in line.modifiers:
        yield EDIT.at(line, f"{line.procedure} is paid only for an inpatient (status C)", value=line.procedure, table=known.source)


PASSES = (institutional(line("27447", revenue_code="0360", pointers=()), on="2025-03-10"), institutional(on="2025-03-10"))
FAILS = (institutional(line("33533", revenue_code="0360", pointers=()), on="2025-03-10"),)
