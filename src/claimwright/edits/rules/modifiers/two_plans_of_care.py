"""Two therapy plans on one line.

What it checks
    A line has one of GN, GO and GP.

Why payers deny it
    A service is given under one plan of care; lines with two are returned (CO-4).

Example
    97110 with GP and GO.

Fix
    Keep the one that the record names.

References
    Pub. 100-04, chapter 5, section 20.1 (only one of GN, GO and GP is allowed on a line)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-two-plans-of-care",
    title="Two therapy plans on one line",
    authority="Medicare Claims Processing Manual",
    effective=since("1998-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("GN", "GO", "GP")),
    fix=Fix.propose("keep the plan of care that the record names for this service"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for more than one."""
    plans = [name for name in ("GN", "GO", "GP") if name in line.modifiers]
    if len(plans) > 1:
        yield EDIT.at(line, f"{' and '.join(plans)} on one line", field="modifiers", value=",".join(plans))


PASSES = (claim(line("97110", modifiers=("GP",))),)
FAILS = (claim(line("97110", modifiers=("GP", "GO"))),)
