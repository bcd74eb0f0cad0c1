"""Two office visits on one day.

What it checks
    One provider bills at most one office visit of a patient on one day, unless 25 or 27 tells that the second is separate.

Why payers deny it
    One visit per physician and day is paid; a second only for an unrelated problem that could not be dealt with in the first (CO-B14).

Example
    99213 and 99213 on one day.

Fix
    Choose one level for the whole day, or document and mark the unrelated visit.

References
    Pub. 100-04, chapter 12, section 30.6.7.B (office visits on the same day for unrelated problems)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, ClaimLine, EachClaim, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since
from claimwright.edits.bundling import active
from claimwright.edits.families import OFFICE

EDIT = Edit(
    id="visits-two-on-one-day",
    title="Two office visits on one day",
    authority="Medicare Claims Processing Manual",
    effective=since("2010-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-B14",),
    looks_at=EachClaim(kind="professional"),
    needs=("ncci_ptp",),
    fix=Fix.propose("choose one level for the day from the notes, or mark the visit that they show to be unrelated"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each visit after the first of a day; pairs of the NCCI table are found there."""
    first: dict[tuple[date, str], ClaimLine] = {}
    for visit in claim.lines:
        if visit.procedure in OFFICE:
            day = reference.day(visit)
            earlier = first.setdefault((day, visit.references.get("rendering_npi", "")), visit)
            pair = LinePair(earlier, visit, day)
            if earlier is not visit and not {"25", "27"} & set(pair.modifiers) and active(claim, pair, reference) is None:
                yield EDIT.at(visit, f"{earlier.procedure} and {visit.procedure} on {day} by one provider", value=visit.procedure)


PASSES = (claim(line("99213"), line("99213", modifiers=("25",))), claim(line("99213", on="2024-07-15"), line("99213", on="2024-07-16")))
FAILS = (claim(line("99213"), line("99213")), claim(line("99203"), line("99213")))
