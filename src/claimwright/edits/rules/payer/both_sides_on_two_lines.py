"""Both sides on one line, where the plan wants two.

What it checks
    Where the payer's profile says "bilateral-two-lines", both sides are billed on two lines, RT and LT.

Why payers deny it
    The plan pays one side only (CO-4).

Example
    20610-50 to such a plan.

Fix
    Two lines, each with its side.

References
    The payer's profile (which names its own source); Pub. 100-04, chapter 12, section 40.7 (Medicare wants one line with 50)
"""

from collections.abc import Iterator

from claimwright.core import Subscriber
from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, case, claim, line, since

EDIT = Edit(
    id="payer-both-sides-on-two-lines",
    title="Both sides on one line, where the plan wants two",
    authority="Payer's terms",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("50",), kind="professional"),
    needs=("payer",),
    fix=Fix.propose("bill RT and LT on two lines if the note shows both sides"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for modifier 50."""
    if reference.payer is not None and "bilateral-two-lines" in reference.payer.flags:
        yield EDIT.at(line, f"{line.procedure}-50; this plan wants two lines", field="modifiers", value="50")


BOTH = claim(line("20610", modifiers=("50",)), payer=COMMERCIAL, subscriber=Subscriber(member_id="N100200300"))
PASSES = (BOTH,)
FAILS = (case(BOTH, flags=("bilateral-two-lines",)),)
