"""A visit's code that no longer exists.

What it checks
    A visit is not billed with a code deleted before the day of service.

Why payers deny it
    The code is not valid on the date of service (CO-181).

Example
    99201 on a visit of 2021.

Fix
    Choose the code in force that the note supports.

References
    45 CFR 162.1002 (CPT in force on the date of service); 85 Federal Register 84472 (99201, from 2021-01-01); 87 Federal Register 69404
    (99241, from 2023-01-01)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

LAST_DAY = {
    "99201": date(2020, 12, 31),
    "99241": date(2022, 12, 31),
}

EDIT = Edit(
    id="visits-code-ended",
    title="Visit's code no longer exists",
    authority="Procedure code sets",
    effective=since("2021-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-181",),
    looks_at=EachLine(codes=tuple(LAST_DAY)),
    fix=Fix.never("choose the code in force that the note supports"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a code after its last day."""
    last = LAST_DAY.get(line.procedure)
    if last and reference.day(line) > last:
        yield EDIT.at(line, f"{line.procedure} was last valid on {last}", value=line.procedure)


PASSES = (claim(line("99202"), on="2021-01-01"), claim(line("99241"), on="2022-12-31"))
FAILS = (claim(line("99201"), on="2021-01-01"), claim(line("99241"), on="2023-01-01"))
