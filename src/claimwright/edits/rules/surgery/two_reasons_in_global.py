"""Two reasons for one procedure after another.

What it checks
    A procedure in a postoperative period has one of 58 (staged or related), 78 (unplanned return, related), 79 (unrelated).

Why payers deny it
    They exclude each other and are paid differently (CO-4).

Example
    47562 with 78 and 79.

Fix
    Keep the one that the operative note supports.

References
    Pub. 100-04, chapter 12, section 40.2
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="surgery-two-reasons-in-global",
    title="Two reasons for one procedure after another",
    authority="HCPCS modifiers",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("58", "78", "79"), kind="professional"),
    fix=Fix.propose("keep the one that the operative note supports"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a second reason."""
    named = sorted({"58", "78", "79"} & set(line.modifiers))
    if len(named) > 1:
        yield EDIT.at(line, f"{' and '.join(named)} exclude each other", field="modifiers", value=",".join(named))


PASSES = (claim(line("47562", modifiers=("78",))),)
FAILS = (claim(line("47562", modifiers=("78", "79"))), claim(line("47562", modifiers=("58", "78"))))
