"""Revenue code that does not fit the procedure.

What it checks
    The revenue code is of a department that does such services: laboratory tests under laboratory, emergency visits under emergency,
    films under imaging, therapy under therapy, drugs under pharmacy.

Why payers deny it
    Procedure and revenue code contradict each other (CO-16).

Example
    A blood count under 0450.

Fix
    Take it from the charge master.

References
    Pub. 100-04, chapter 25, section 75.4, form locator 42 (revenue codes); chapter 4, section 20 (reporting by revenue code)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.facts import facts
from claimwright.edits.hospital import OUTPATIENT

EDIT = Edit(
    id="outpatient-revenue-against-procedure",
    title="Revenue code that does not fit the procedure",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachLine(kind="institutional", bills=OUTPATIENT),
    fix=Fix.propose("take the revenue code of the department from the charge master record"),
)
PAIRS = tuple((tuple(pair["codes"]), tuple(pair["revenue"])) for pair in facts("revenue")["pair"])


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the procedure's family has revenue codes, and this is none of them."""
    if not line.procedure or not line.revenue_code or line.procedure.endswith(("T", "U", "F", "M")):
        return
    for codes, revenue in PAIRS:
        if line.procedure.startswith(codes) and not line.revenue_code.startswith(revenue):
            message = f"{line.procedure} under revenue code {line.revenue_code}"
            yield EDIT.at(line, message, field="revenue_code", value=line.revenue_code)


PASSES = (institutional(line("85025", revenue_code="0305", pointers=())), institutional(line("99284", revenue_code="0450", pointers=())))
FAILS = (institutional(line("85025", revenue_code="0450", pointers=())), institutional(line("J1885", revenue_code="0300", pointers=())))
