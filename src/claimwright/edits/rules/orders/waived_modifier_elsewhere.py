"""Waived-test modifier on another service.

What it checks
    QW stands on laboratory tests.

Why payers deny it
    The modifier does not fit the service (CO-4).

Example
    36415-QW.

Fix
    Move it to the test.

References
    Pub. 100-04, chapter 16, section 70.8 (certificate of waiver); 42 CFR 493.15
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import LABORATORY

EDIT = Edit(
    id="orders-waived-modifier-elsewhere",
    title="Waived-test modifier on another service",
    authority="Clinical laboratories (CLIA)",
    effective=since("2000-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("QW",)),
    fix=Fix.propose("move QW to the test that the laboratory's record names"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding outside the laboratory's codes."""
    if not line.procedure.startswith((*LABORATORY, "G", "Q0", "0")):
        yield EDIT.at(line, f"QW on {line.procedure}, which is no laboratory test", field="modifiers", value="QW")


PASSES = (claim(line("83036", modifiers=("QW",))),)
FAILS = (claim(line("36415", modifiers=("QW",))),)
