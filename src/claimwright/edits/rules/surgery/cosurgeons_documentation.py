"""Two surgeons whose need must be documented.

What it checks
    Where the indicator is 1, documentation shows why two surgeons were needed.

Why payers deny it
    It is paid only with documentation (CO-54, CO-252).

Example
    Modifier 62 on the removal of a gallbladder.

Fix
    Attach both surgeons' operative notes.

References
    Pub. 100-04, chapter 12, section 40.8.B (co-surgeons; indicator 1)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-cosurgeons-documentation",
    title="Two surgeons whose need must be documented",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-54",
        "CO-252",
    ),
    looks_at=EachLine(modifiers=("62",), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("attach both operative notes"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the indicator is 1."""
    known = reference.indicators(line)
    if known and known.cosurgeons == "1":
        yield EDIT.at(line, f"Two surgeons at {line.procedure} are paid only with documentation", field="modifiers", table=known.source)


PASSES = (claim(line("44970", modifiers=("62",)), on="2025-03-10"),)
FAILS = (claim(line("47562", modifiers=("62",)), on="2025-03-10"),)
