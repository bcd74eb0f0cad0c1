"""A line without units.

What it checks
    The number of units or minutes is greater than zero.

Why payers deny it
    A service of quantity zero cannot be paid; the line is rejected or denied with remark M53.

Example
    Zero units of a blood draw.

Fix
    State how often, or for how many minutes, the service was done.

References
    ASC X12N 005010X222A1 SV104, 005010X223A2 SV205; 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="hipaa-units-not-positive",
    title="Line without units",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(),
    fix=Fix.propose("state the units"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where units are zero or below."""
    if line.units <= 0:
        yield EDIT.at(line, f"The line bills {line.units} units", field="units", value=line.units)


PASSES = (claim(line("36415", units="1")),)
FAILS = (claim(line("36415", units="0")), claim(line("36415", units="-1")))
