"""Discharge and admission of one day.

What it checks
    A patient who is admitted again on the day of discharge by the same hospital has one bill for both stays, or condition code B4.

Why payers deny it
    Related stays of one day are one stay (CO-249).

Example
    Discharged on the 15th, admitted on the 15th.

Fix
    Combine them; B4 only where the record shows that the second has nothing to do with the first.

References
    Pub. 100-04, chapter 3, section 40.2.5 (repeat admissions, condition code B4)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, since, stay
from claimwright.edits.episodes import counts
from claimwright.edits.hospital import HOSPITAL_STAYS

EDIT = Edit(
    id="institutional-readmission-same-day",
    title="Discharge and admission of one day",
    authority="Medicare Claims Processing Manual",
    effective=since("2004-01-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-B14",
        "CO-249",
    ),
    looks_at=EachEarlierClaim(kind="institutional", bills=HOSPITAL_STAYS),
    needs=(
        "history",
        "medicare",
    ),
    fix=Fix.propose("combine the stays if the record shows related conditions, else state condition code B4"),
)


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the second stay."""
    other = history.claim
    if other.type_of_bill[-2:] != "11" or claim.billing.npi != other.billing.npi or not counts(claim, other):
        return
    admitted = claim.dates.get("admission")
    if admitted and other.through_date == admitted and "B4" not in claim.condition_codes and other.dates.get("admission") != admitted:
        yield EDIT.at(claim, f"The stay before ended on {admitted} as well", field="dates", value=admitted)


BEFORE = stay(id="A0900", on="2024-07-12")
PASSES = (
    case(stay(), history=(stay(id="A0900", on="2024-07-01"),)),
    case(stay(condition_codes=("B4",)), history=(BEFORE,)),
)
FAILS = (case(stay(), history=(BEFORE,)),)
