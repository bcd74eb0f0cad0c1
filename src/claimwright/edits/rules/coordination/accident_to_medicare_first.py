"""Accident to Medicare first.

What it checks
    A claim of an accident at work or with a car does not go to Medicare as its only payer.

Why payers deny it
    Workers' compensation, no-fault and liability insurance pay first (CO-19, CO-20, CO-21).

Example
    A car accident, Medicare alone.

Fix
    Bill the insurance that answers for it; Medicare pays conditionally where that one does not.

References
    42 CFR 411.40 and 411.50 (workers' compensation, no-fault and liability insurance); Pub. 100-05, chapter 2
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="coordination-accident-to-medicare-first",
    title="Accident to Medicare first",
    authority="Medicare Secondary Payer",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-20",
        "CO-19",
        "CO-21",
    ),
    looks_at=EachClaim(frequency=("1", "7")),
    needs=("medicare",),
    fix=Fix.propose("ask the patient who answers for the accident, and record it"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an accident without another payer."""
    causes = claim.references.get("accident", "").split(",")
    if claim.sequence == 1 and not claim.other_payers and {"auto", "employment"}.intersection(causes):
        yield EDIT.at(claim, "An accident that another insurance may answer for", field="references", value=",".join(causes))


PASSES = (claim(references={"accident": "other"}), claim(references={"accident": "auto"}, payer=COMMERCIAL))
FAILS = (claim(references={"accident": "auto", "accident_state": "OH"}, dates={"accident": date(2024, 7, 1)}),)
