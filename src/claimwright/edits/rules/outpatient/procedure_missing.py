"""Revenue code that needs a procedure.

What it checks
    Lines of laboratory, imaging, emergency, clinic, therapy and other services by revenue code name the procedure.

Why payers deny it
    The line is returned (CO-16).

Example
    0450 without a visit.

Fix
    Add the procedure.

References
    CMS, Integrated Outpatient Code Editor specifications, edit 48 (revenue center requires HCPCS); Pub. 100-04, chapter 4, section 20.1;
    chapter 25, section 75.5, form locator 44
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import NEEDS_PROCEDURE, OUTPATIENT

EDIT = Edit(
    id="outpatient-procedure-missing",
    title="Revenue code that needs a procedure",
    authority="Outpatient code editor",
    effective=since("2000-08-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="institutional", bills=OUTPATIENT, revenue=NEEDS_PROCEDURE),
    needs=("medicare",),
    fix=Fix.propose("take the procedure from the charge record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a charged line without a procedure."""
    if not line.procedure and line.charge:
        yield EDIT.at(line, f"Revenue code {line.revenue_code} without a procedure", value=line.revenue_code)


PASSES = (institutional(line("99284", revenue_code="0450", pointers=())), institutional(line("", revenue_code="0250", pointers=())))
FAILS = (institutional(line("", revenue_code="0450", pointers=())),)
