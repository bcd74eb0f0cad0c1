"""Therapy assistant without the plan of care.

What it checks
    CQ stands with GP, CO with GO.

Why payers deny it
    The assistant's modifier is paired with that of the plan of care; otherwise the claim is returned (CO-4).

Example
    97110-CQ without GP.

Fix
    Add the modifier of the plan of care.

References
    Pub. 100-04, chapter 5, section 20.1 (discipline-specific modifiers; CQ and CO from 2020-01-01)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-therapy-assistant-without-plan",
    title="Therapy assistant without the plan of care",
    authority="Medicare Claims Processing Manual",
    effective=since("2020-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("CQ", "CO")),
    fix=Fix.propose("add GP beside CQ or GO beside CO as the plan of care in the record says"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an unpaired modifier."""
    for assistant, plan in (("CQ", "GP"), ("CO", "GO")):
        if assistant in line.modifiers and plan not in line.modifiers:
            yield EDIT.at(line, f"{assistant} without {plan}", field="modifiers", value=assistant)


PASSES = (claim(line("97110", modifiers=("GP", "CQ"))),)
FAILS = (claim(line("97110", modifiers=("CQ",))), claim(line("97530", modifiers=("CO", "GP"))))
