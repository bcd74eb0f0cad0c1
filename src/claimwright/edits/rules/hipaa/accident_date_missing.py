"""An accident without its day.

What it checks
    A claim that is said to come from an automobile or other accident states the day of the accident.

Why payers deny it
    The payer asks who else is liable, and needs the day for that; the claim is rejected on receipt.

Example
    An automobile accident without a date.

Fix
    Ask the patient, or take the day from the note.

References
    ASC X12N 005010X222A1, CLM11 and DTP*439; Pub. 100-04, chapter 26, section 10.3, item 10
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since
from claimwright.edits.builders import day

EDIT = Edit(
    id="hipaa-accident-date-missing",
    title="Accident without its day",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="professional"),
    fix=Fix.propose("ask the patient, or take the day from the note"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an accident at large; an illness of employment need not have a day."""
    causes = set(claim.references.get("accident", "").split(","))
    if causes & {"auto", "other"} and "accident" not in claim.dates:
        yield EDIT.at(claim, "The claim comes from an accident and does not say of which day", field="dates.accident")


PASSES = (
    claim(),
    claim(references={"accident": "auto"}, dates={"accident": day("2024-07-14")}),
    claim(references={"accident": "employment"}),
)
FAILS = (claim(references={"accident": "auto"}), claim(references={"accident": "employment,other"}))
