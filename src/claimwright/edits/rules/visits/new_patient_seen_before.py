"""A new patient's visit although the group knows the patient.

What it checks
    A visit for new patients has no visit with the same group and specialty in the three years before.

Why payers deny it
    The patient is established (CO-B16).

Example
    99203 in July 2024, 99213 by the same group in May 2023.

Fix
    Choose the visit for established patients that the note supports.

References
    Pub. 100-04, chapter 12, section 30.6.7.A (definition of new patient, three years, same group and specialty)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.families import EYE_VISITS, OFFICE_NEW

EDIT = Edit(
    id="visits-new-patient-seen-before",
    title="New patient seen before",
    authority="Medicare Claims Processing Manual",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-B16",),
    looks_at=EachEarlierClaim(kind="professional", frequency=("1", "7")),
    needs=("history",),
    fix=Fix.never("choose the visit for established patients that the note supports"),
)
NEW = (*OFFICE_NEW, "9938", "9200")
SEEN = ("992", "993", "994", *EYE_VISITS)


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each new patient's visit that an earlier visit contradicts."""
    earlier = history.claim
    if earlier.id == claim.id or earlier.frequency == "8" or not _same_specialty(claim, earlier):
        return
    seen = [line.from_date for line in earlier.lines if line.from_date and line.procedure.startswith(SEEN)]
    for visit in claim.lines:
        if visit.procedure.startswith(NEW) and visit.from_date:
            before = [day for day in seen if day < visit.from_date and _within_three_years(day, visit.from_date)]
            if before:
                message = f"The group saw the patient on {max(before)}, less than three years before"
                yield EDIT.at(visit, message, value=visit.procedure)


def _same_specialty(claim: Claim, earlier: Claim) -> bool:
    mine, other = (one.rendering.taxonomy if one.rendering else "" for one in (claim, earlier))
    return claim.billing.npi == earlier.billing.npi and (not mine or not other or mine == other)


def _within_three_years(earlier: date, later: date) -> bool:
    return (later.year, later.month, later.day) < (earlier.year + 3, earlier.month, earlier.day)


KNOWN = claim(line("99213"), id="A0900", on="2023-05-02")
PASSES = (
    case(claim(line("99203"), on="2026-05-02"), history=(KNOWN,)),
    case(claim(line("99213")), history=(KNOWN,)),
    case(claim(line("99203")), history=(claim(line("36415"), id="A0900", on="2023-05-02"),)),
)
FAILS = (case(claim(line("99203")), history=(KNOWN,)), case(claim(line("99204"), on="2026-05-01"), history=(KNOWN,)))
