"""Anesthesia's physical status on another service.

What it checks
    P1 to P6 stand on anesthesia codes (00100 to 01999).

Why payers deny it
    The modifier does not fit the service (CO-4).

Example
    47562-P3.

Fix
    Move it to the anesthesia line.

References
    Pub. 100-04, chapter 12, section 50 (anesthesia services: codes 00100 to 01999)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import is_anesthesia

EDIT = Edit(
    id="modifiers-physical-status-elsewhere",
    title="Anesthesia's physical status on another service",
    authority="HCPCS modifiers",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("P1", "P2", "P3", "P4", "P5", "P6")),
    fix=Fix.propose("move the physical status to the anesthesia line of the record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding outside anesthesia."""
    if not is_anesthesia(line.procedure):
        named = next(name for name in line.modifiers if name in EDIT.looks_at.modifiers)  # type: ignore[union-attr]
        yield EDIT.at(line, f"{named} on {line.procedure}", field="modifiers", value=named)


PASSES = (claim(line("00840", modifiers=("AA", "P3"), unit="MJ", units="60")),)
FAILS = (claim(line("47562", modifiers=("P3",))),)
