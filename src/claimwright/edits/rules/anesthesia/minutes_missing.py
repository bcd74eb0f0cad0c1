"""Anesthesia without its minutes.

What it checks
    An anesthesia line states minutes (unit MJ), and at least one.

Why payers deny it
    Time is part of the price; anesthesia is submitted in minutes (CO-16).

Example
    00840 with one unit (UN).

Fix
    State the minutes from the anesthesia record.

References
    ASC X12N 005010X222A1, SV103 (MJ for anesthesia); Pub. 100-04, chapter 12, section 50 (anesthesia time), 45 CFR 162.1102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import ANESTHESIA, is_anesthesia

EDIT = Edit(
    id="anesthesia-minutes-missing",
    title="Anesthesia without its minutes",
    authority="Medicare Claims Processing Manual",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(codes=ANESTHESIA, kind="professional"),
    fix=Fix.propose("take the minutes from the anesthesia record"),
)
NO_TIME = ("01953", "01968", "01969", "01996")
"""Codes that CMS pays without time units (Pub. 100-04, chapter 12, section 50, anesthesia time)."""


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line in other units."""
    if not is_anesthesia(line.procedure):
        return
    if line.unit != "MJ" and line.procedure not in NO_TIME and "AD" not in line.modifiers:
        yield EDIT.at(line, "Anesthesia is stated in minutes (MJ)", field="unit", value=line.unit)


PASSES = (claim(line("00840", modifiers=("AA",), unit="MJ", units="60")), claim(line("01996", modifiers=("AA",))))
FAILS = (claim(line("00840", modifiers=("AA",))),)
