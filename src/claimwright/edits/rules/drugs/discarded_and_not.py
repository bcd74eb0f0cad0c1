"""Drug discarded and not discarded.

What it checks
    JW (discarded) and JZ (none discarded) do not stand on one line.

Why payers deny it
    They contradict each other (CO-4).

Example
    J0696 with JW and JZ.

Fix
    The amount given on one line, the amount discarded on another with JW; or one line with JZ.

References
    Pub. 100-04, chapter 17, section 40 (discarded drugs and biologicals, JW and JZ)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="drugs-discarded-and-not",
    title="Drug discarded and not discarded",
    authority="Medicare Claims Processing Manual",
    effective=since("2023-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("JZ",)),
    fix=Fix.propose("keep JW or JZ as the medication record shows"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for both."""
    if "JW" in line.modifiers:
        yield EDIT.at(line, "JW and JZ on one line", field="modifiers", value="JW,JZ")


PASSES = (claim(line("J0696", modifiers=("JZ",), units="4")),)
FAILS = (claim(line("J0696", modifiers=("JW", "JZ"), units="4")),)
