"""Modifier 59 beside one of its successors.

What it checks
    A line does not carry 59 together with XE, XS, XP or XU.

Why payers deny it
    The X modifiers say more exactly what 59 says; CMS does not want both on one line.

Example
    59 and XS on one line.

Fix
    Keep the X modifier that the note supports.

References
    CMS, change request 8863 (modifiers XE, XS, XP, XU, from 2015-01-01); NCCI Policy Manual for Medicare Services, chapter I, section E
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-distinct-twice",
    title="59 beside an X modifier",
    authority="HCPCS modifiers",
    effective=since("2015-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("59",)),
    fix=Fix.propose("keep the X modifier that the note supports"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line with 59 and an X modifier."""
    successors = {"XE", "XS", "XP", "XU"} & set(line.modifiers)
    if successors:
        yield EDIT.at(line, f"59 with {', '.join(sorted(successors))}: one is enough", field="modifiers", value="59")


PASSES = (claim(line("97597", modifiers=("XS",))), claim(line("97597", modifiers=("59",))))
FAILS = (claim(line("97597", modifiers=("59", "XS"))),)
