"""Anesthesia without who gave it.

What it checks
    An anesthesia line says who gave or directed it: AA, AD, QK, QX, QY, QZ, or GC for teaching.

Why payers deny it
    Payment depends on it; claims without it are returned (CO-4).

Example
    00840 without a modifier.

Fix
    Take it from the anesthesia record.

References
    Pub. 100-04, chapter 12, section 50 (anesthesia claims modifiers) and section 140.3.3 (billing modifiers of nurse anesthetists)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import ANESTHESIA, is_anesthesia

EDIT = Edit(
    id="anesthesia-provider-modifier-missing",
    title="Anesthesia without who gave it",
    authority="Medicare Claims Processing Manual",
    effective=since("1999-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(codes=ANESTHESIA, kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("take the modifier from the anesthesia record: AA, AD, QK, QX, QY or QZ"),
)
WHO = frozenset(("AA", "AD", "QK", "QX", "QY", "QZ"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line without any of them."""
    if not is_anesthesia(line.procedure):
        return
    if WHO.isdisjoint(line.modifiers):
        yield EDIT.at(line, "Anesthesia without AA, AD, QK, QX, QY or QZ", field="modifiers", value=line.procedure)


PASSES = (claim(line("00840", modifiers=("AA",), unit="MJ", units="60")),)
FAILS = (claim(line("00840", modifiers=("P3",), unit="MJ", units="60")), claim(line("00840", unit="MJ", units="60")))
