"""The same modifier twice, or more than four.

What it checks
    No modifier stands twice on a line, and a line has four at most.

Why payers deny it
    A repeated modifier says nothing new and is rejected by many; a fifth has no place on the claim (CO-4).

Example
    25, 25 on a visit.

Fix
    Leave out the repeated one; with more than four use 99 and tell the others in the note, where the payer wants it.

References
    ASC X12N 005010X222A1, SV101-3 to SV101-6; Pub. 100-04, chapter 26, section 10.4, item 24D
"""

from collections.abc import Iterator

from claimwright.edits import ANY, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-repeated",
    title="Modifier repeated, or more than four",
    authority="HCPCS modifiers",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=ANY),
    fix=Fix.propose("leave out the repeated modifier"),
)
MOST = 4


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a repetition, one for too many."""
    if len(set(line.modifiers)) < len(line.modifiers):
        yield EDIT.at(line, "A modifier stands twice on the line", field="modifiers", value=",".join(line.modifiers))
    if len(line.modifiers) > MOST:
        yield EDIT.at(line, f"{len(line.modifiers)} modifiers; a line carries {MOST}", field="modifiers", value=len(line.modifiers))


PASSES = (claim(line("20610", modifiers=("RT", "59"))),)
FAILS = (claim(line("99213", modifiers=("25", "25"))), claim(line("20610", modifiers=("RT", "59", "76", "GA", "KX"))))
