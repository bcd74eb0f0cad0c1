"""Two roles in one operation.

What it checks
    One line does not make its provider co-surgeon, member of a team and assistant at once.

Why payers deny it
    The roles exclude each other, and are paid differently (CO-4).

Example
    47562 with 62 and 80.

Fix
    Keep the role that the operative note shows.

References
    Pub. 100-04, chapter 12, section 40.8 (co-surgeons, team surgeons) and section 20.4.3 (assistants)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import ASSISTANTS

EDIT = Edit(
    id="surgery-two-roles",
    title="Two roles in one operation",
    authority="HCPCS modifiers",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("62", "66"), kind="professional"),
    fix=Fix.propose("keep the role that the operative note gives the provider"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a second role; AS beside 80, 81 or 82 is one role."""
    roles = {"80" if name in ASSISTANTS else name for name in line.modifiers if name in ("62", "66", *ASSISTANTS)}
    if len(roles) > 1:
        yield EDIT.at(line, f"Modifiers {', '.join(sorted(roles))} name different roles", field="modifiers", value=",".join(sorted(roles)))


PASSES = (claim(line("44970", modifiers=("62",))), claim(line("44970", modifiers=("66",))))
FAILS = (claim(line("44970", modifiers=("62", "80"))), claim(line("44970", modifiers=("66", "62"))))
