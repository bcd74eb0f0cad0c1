"""Admission and discharge on one day as two visits.

What it checks
    A first hospital visit and a discharge visit of one physician are not of one day.

Why payers deny it
    Admission and discharge on one day have codes of their own; of the two only the first is paid (CO-97).

Example
    99222 and 99238 on one day.

Fix
    99234 to 99236 for stays of 8 hours or more; for shorter ones the first visit alone.

References
    Pub. 100-04, chapter 12, section 30.6.9.1 (payment for initial hospital care and discharge on the same day) and section 30.6.9.2
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachLinePair, Edit, Finding, Fix, LinePair, Reference, Severity, claim, line, since

EDIT = Edit(
    id="visits-admission-and-discharge",
    title="Admission and discharge on one day as two visits",
    authority="Medicare Claims Processing Manual",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-97",),
    looks_at=EachLinePair(codes=("9923",), same=("date", "provider"), kind="professional"),
    fix=Fix.never("choose 99234 to 99236 if the notes show admission and discharge on one day, eight hours or more apart"),
)
FIRST, DISCHARGE = frozenset(("99221", "99222", "99223")), frozenset(("99238", "99239"))


def check(claim: Claim, pair: LinePair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the discharge."""
    codes = {pair.first.procedure, pair.second.procedure}
    if codes & FIRST and codes & DISCHARGE:
        leaving = pair.second if pair.second.procedure in DISCHARGE else pair.first
        yield EDIT.at(leaving, f"{' and '.join(sorted(codes))} on one day", value=leaving.procedure)


PASSES = (
    claim(line("99222", on="2024-07-15"), line("99238", on="2024-07-16"), place_of_service="21"),
    claim(line("99235"), place_of_service="21"),
)
FAILS = (claim(line("99222"), line("99238"), place_of_service="21"),)
