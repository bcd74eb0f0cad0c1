"""Both sides and one side on the same line.

What it checks
    A line with modifier 50 (both sides) has neither LT nor RT; a line with LT and RT together should be one with 50, or two lines.

Why payers deny it
    The modifiers contradict each other (CO-4).

Example
    Modifiers 50 and RT on one line.

Fix
    50 alone with one unit for both sides; RT or LT for one.

References
    Pub. 100-04, chapter 12, section 40.7 (bilateral procedures)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-bilateral-with-side",
    title="Both sides and one side on one line",
    authority="HCPCS modifiers",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("50", "LT", "RT")),
    fix=Fix.propose("keep 50 alone if the note shows both sides, RT or LT if it shows one"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for 50 with a side; LT with RT on one line only warns."""
    sides = {"LT", "RT"} & set(line.modifiers)
    if "50" in line.modifiers and sides:
        yield EDIT.at(line, f"Modifier 50 with {', '.join(sorted(sides))}", field="modifiers", value="50")
    elif len(sides) == 2:
        yield EDIT.at(line, "LT and RT on one line", field="modifiers", value="LT,RT", severity=Severity.WARNING)


PASSES = (claim(line("20610", modifiers=("50",))), claim(line("20610", modifiers=("RT",))))
FAILS = (claim(line("20610", modifiers=("50", "RT"))), claim(line("20610", modifiers=("LT", "RT"))))
