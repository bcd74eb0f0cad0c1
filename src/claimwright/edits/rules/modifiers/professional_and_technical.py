"""The professional and the technical part on one line.

What it checks
    A line does not carry 26 and TC together.

Why payers deny it
    Both parts together are the whole service, billed without either modifier (CO-4).

Example
    A chest film with 26 and TC.

Fix
    Bill the service without modifier if both parts were done here; otherwise keep the one that was.

References
    Pub. 100-04, chapter 13, section 20.1 and 20.2 (professional and technical component)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-professional-and-technical",
    title="Professional and technical part on one line",
    authority="HCPCS modifiers",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("26", "TC")),
    fix=Fix.propose("bill the whole service without modifier, or keep the part that was done"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line with both."""
    if {"26", "TC"} <= set(line.modifiers):
        yield EDIT.at(line, "26 and TC on one line are the whole service", field="modifiers", value="26,TC")


PASSES = (claim(line("71046", modifiers=("26",))),)
FAILS = (claim(line("71046", modifiers=("26", "TC"))),)
