"""Two ways of giving one anesthesia.

What it checks
    A line has one of AA, AD, QK, QX, QY and QZ.

Why payers deny it
    Each names another person or another share of the work (CO-4).

Example
    00840 with AA and QK.

Fix
    Keep the one that the anesthesia record supports.

References
    Pub. 100-04, chapter 12, section 50 (anesthesia claims modifiers)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import ANESTHESIA, is_anesthesia

EDIT = Edit(
    id="anesthesia-two-providers",
    title="Two ways of giving one anesthesia",
    authority="Medicare Claims Processing Manual",
    effective=since("1999-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(codes=ANESTHESIA, kind="professional"),
    fix=Fix.propose("keep the modifier that the anesthesia record supports"),
)
WHO = ("AA", "AD", "QK", "QX", "QY", "QZ")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for more than one."""
    if not is_anesthesia(line.procedure):
        return
    named = [name for name in WHO if name in line.modifiers]
    if len(named) > 1:
        yield EDIT.at(line, f"{' and '.join(named)} on one line", field="modifiers", value=",".join(named))


PASSES = (claim(line("00840", modifiers=("QK",), unit="MJ", units="60")),)
FAILS = (claim(line("00840", modifiers=("AA", "QK"), unit="MJ", units="60")),)
