"""Assistant whose need must be documented.

What it checks
    Where the indicator is 0, the need for an assistant is shown in the record.

Why payers deny it
    Without documentation of medical necessity the assistant is not paid (CO-54, CO-252).

Example
    An assistant at an arthroscopy of the meniscus.

Fix
    Make sure the operative note says what the assistant did and why; attach it.

References
    Pub. 100-04, chapter 12, section 20.4.3 (assistant at surgery services); MPFSDB record layout, chapter 23, field 23 (assistant at
    surgery indicator 0)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import ASSISTANTS

EDIT = Edit(
    id="surgery-assistant-documentation",
    title="Assistant whose need must be documented",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-54",
        "CO-252",
    ),
    looks_at=EachLine(modifiers=ASSISTANTS, kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("attach what in the operative note shows the need for an assistant"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the indicator is 0."""
    known = reference.indicators(line)
    if known and known.assistant == "0":
        yield EDIT.at(line, f"An assistant at {line.procedure} is paid only with documentation", field="modifiers", table=known.source)


PASSES = (claim(line("47562", modifiers=("80",)), on="2025-03-10"), claim(line("29881"), on="2025-03-10"))
FAILS = (claim(line("29881", modifiers=("80",)), on="2025-03-10"),)
