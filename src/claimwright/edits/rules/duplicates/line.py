"""Two lines that are the same in everything.

What it checks
    No two lines agree in day, provider, procedure, modifiers, units, charge, place and pointers.

Why payers deny it
    The second is an exact duplicate (CO-18).

Example
    Two lines 36415 of one day.

Fix
    Bill the units on one line, or tell by modifier why it was done twice (76, 77, 91, or an anatomic one).

References
    Pub. 100-04, chapter 1, section 120 (detection of duplicate claims)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="duplicates-line",
    title="Two lines the same",
    authority="Duplicate detection",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-18",),
    looks_at=EachClaim(kind="professional"),
    fix=Fix.propose("bill the units on one line, or tell by modifier why it was done twice"),
)
ALIKE = ("procedure", "modifiers", "units", "charge", "from_date", "through_date", "place_of_service", "diagnosis_pointers", "description")


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each line that repeats an earlier one."""
    procedures = [line.procedure for line in claim.lines]
    if len(set(procedures)) == len(procedures):
        return  # as of nearly every claim: nothing more to compare
    seen: dict[tuple[object, ...], int] = {}
    for again in claim.lines:
        key = (*(getattr(again, name) for name in ALIKE), again.references.get("rendering_npi"))
        first = seen.setdefault(key, again.number)
        if again.procedure and first != again.number:
            yield EDIT.at(again, f"Line {again.number} repeats line {first} in everything", value=again.procedure)


PASSES = (claim(line("85025"), line("85025", modifiers=("91",))), claim(line("97110"), line("97110", units="2", charge="200.00")))
FAILS = (claim(line("36415"), line("36415")),)
