"""Discarded-drug modifier on a service.

What it checks
    JW and JZ stand on drugs and biologicals.

Why payers deny it
    The modifier does not fit the service (CO-4).

Example
    96372-JZ.

Fix
    Move it to the drug.

References
    Pub. 100-04, chapter 17, section 40 (discarded drugs and biologicals)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="drugs-discard-modifier-on-service",
    title="Discarded-drug modifier on a service",
    authority="HCPCS modifiers",
    effective=since("2017-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("JW", "JZ")),
    fix=Fix.propose("move the modifier to the drug that the medication record names"),
)
DRUGS = ("J", "Q", "C", "A9", "P9", "S0", "903")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for another code."""
    if not line.procedure.startswith(DRUGS):
        named = "JW" if "JW" in line.modifiers else "JZ"
        yield EDIT.at(line, f"{named} on {line.procedure}", field="modifiers", value=named)


PASSES = (claim(line("J0696", modifiers=("JZ",), units="4")),)
FAILS = (claim(line("96372", modifiers=("JZ",))),)
