"""Screening before its time.

What it checks
    A screening with a frequency limit is not billed before its months are over; months are counted whole, from the month after the last
    one.

Why payers deny it
    The benefit is used up until then (CO-119).

Example
    G0103 in July 2023 and in June 2024.

Fix
    Wait, or tell the patient before the service.

References
    42 CFR 410.31, 410.34, 410.37 and 410.39 (bone mass, mammography, colorectal and prostate screening); CMS, NCD 210.3, 210.8, 210.9 and
    210.14; Pub. 100-04, chapter 18
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachEarlierClaim, Edit, Finding, Fix, History, Reference, Severity, case, claim, line, since
from claimwright.edits.episodes import counts
from claimwright.edits.facts import facts

EDIT = Edit(
    id="preventive-screening-too-soon",
    title="Screening before its time",
    authority="Medicare preventive services",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-119",),
    looks_at=EachEarlierClaim(frequency=("1",)),
    needs=(
        "history",
        "medicare",
    ),
    fix=Fix.propose("wait for the month in which the benefit returns; if the order names a symptom, it is no screening"),
)
MONTHS: dict[str, int] = facts("screenings")["months"]


def check(claim: Claim, history: History, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on each screening that an earlier one rules out."""
    earlier = history.claim
    if not counts(claim, earlier):
        return
    for again in claim.lines:
        months, day = MONTHS.get(again.procedure), again.from_date
        if months is None or day is None:
            continue
        for last in (done.from_date for done in earlier.lines if done.procedure == again.procedure):
            if last and last < day and (day.year - last.year) * 12 + day.month - last.month < months:
                message = f"{again.procedure} was billed for {last}; {months - 1} whole months must lie between"
                yield EDIT.at(again, message, value=again.procedure)


BEFORE = claim(line("G0103"), id="A0900", on="2023-07-20")
PASSES = (case(claim(line("G0103"), on="2024-07-01"), history=(BEFORE,)), case(claim(line("85025")), history=(BEFORE,)))
FAILS = (
    case(claim(line("G0103"), on="2024-06-30"), history=(BEFORE,)),
    case(claim(line("77067")), history=(claim(line("77067"), id="A0900", on="2023-09-02"),)),
)
