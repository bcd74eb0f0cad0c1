"""A therapy service without the modifier of its plan.

What it checks
    On Medicare claims, services that are always therapy carry GP, GO or GN.

Why payers deny it
    The modifier tells under whose plan of care it was given and which yearly amount it counts to (CO-4).

Example
    97110 without GP.

Fix
    Add the modifier of the plan of care: GP physical, GO occupational, GN speech.

References
    Pub. 100-04, chapter 5, sections 10.3 and 20.1 (therapy modifiers; codes that are always therapy)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="claims-manual-therapy-plan-modifier",
    title="Therapy without the modifier of its plan",
    authority="Medicare Claims Processing Manual",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(codes=("97110", "97140")),
    needs=("program",),
    fix=Fix.propose("add GP, GO or GN as the plan of care says"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for Medicare without any of the three."""
    if reference.is_medicare and not {"GP", "GO", "GN"} & set(line.modifiers):
        yield EDIT.at(line, f"{line.procedure} without GP, GO or GN", field="modifiers", value=line.procedure)


PASSES = (claim(line("97110", modifiers=("GP",))), claim(line("97110"), payer=COMMERCIAL))
FAILS = (claim(line("97110")),)
