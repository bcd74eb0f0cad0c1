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

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since

EDIT = Edit(
    id="duplicates-line",
    title="Two lines the same",
    authority="Duplicate detection",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-18",),
    looks_at=EachLinePair(same=("procedure", "date", "provider"), kind="professional"),
    fix=Fix.propose("bill the units on one line, or tell by modifier why it was done twice"),
)
ALIKE = ("modifiers", "units", "charge", "place_of_service", "diagnosis_pointers", "through_date", "description")


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the later line."""
    if pair.first.procedure and all(getattr(pair.first, name) == getattr(pair.second, name) for name in ALIKE):
        message = f"Line {pair.second.number} repeats line {pair.first.number} in everything"
        yield EDIT.at(pair.second, message, value=pair.second.procedure)


PASSES = (claim(line("85025"), line("85025", modifiers=("91",))), claim(line("97110"), line("97110", units="2", charge="200.00")))
FAILS = (claim(line("36415"), line("36415")),)
