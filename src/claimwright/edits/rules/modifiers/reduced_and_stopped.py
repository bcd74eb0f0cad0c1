"""Reduced and stopped at once.

What it checks
    52 (reduced) does not stand with 53 (stopped), 73 or 74 (stopped before or after anesthesia) on one line.

Why payers deny it
    They exclude each other (CO-4).

Example
    A colonoscopy with 52 and 53.

Fix
    53 where the procedure was begun and stopped for the patient's sake; 52 where part of it was left out by choice.

References
    Pub. 100-04, chapter 4, section 20.6.4 (modifiers 52, 73 and 74); chapter 12, section 30.1.B (incomplete colonoscopies, modifier 53)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, institutional, line, since

EDIT = Edit(
    id="modifiers-reduced-and-stopped",
    title="Reduced and stopped at once",
    authority="HCPCS modifiers",
    effective=since("1999-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("52",)),
    fix=Fix.propose("keep 52 or 53 as the operative note shows"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for 52 with another."""
    others = [name for name in ("53", "73", "74") if name in line.modifiers]
    if others:
        yield EDIT.at(line, f"52 with {', '.join(others)}", field="modifiers", value=",".join(["52", *others]))


PASSES = (claim(line("45378", modifiers=("53",))), claim(line("45378", modifiers=("52",))))
FAILS = (claim(line("45378", modifiers=("52", "53"))), institutional(line("45378", modifiers=("52", "73"), pointers=())))
