"""A visit's modifier on something that is no visit.

What it checks
    Modifiers 24, 25 and 57 stand on evaluation and management services only.

Why payers deny it
    They say that a visit is separate; on a procedure they are invalid (CO-4) and separate nothing.

Example
    Modifier 25 on the joint injection instead of the visit.

Fix
    Move the modifier to the visit; between two procedures use 59 or an X modifier where the note supports it.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section E; Pub. 100-04, chapter 12, sections 30.6.6 and 40.2
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import is_visit

EDIT = Edit(
    id="modifiers-visit-modifier-on-procedure",
    title="Visit's modifier on a procedure",
    authority="HCPCS modifiers",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("24", "25", "57")),
    fix=Fix.propose("move the modifier to the visit"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line that is no visit."""
    if line.procedure and not is_visit(line.procedure):
        found = ", ".join(name for name in line.modifiers if name in ("24", "25", "57"))
        yield EDIT.at(line, f"Modifier {found} on {line.procedure}, which is no visit", field="modifiers", value=found)


PASSES = (claim(line("99213", modifiers=("25",)), line("20610", modifiers=("RT",))),)
FAILS = (claim(line("99213"), line("20610", modifiers=("25",))),)
