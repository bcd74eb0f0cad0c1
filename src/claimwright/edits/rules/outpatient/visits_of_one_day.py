"""Two visits of one day and revenue code.

What it checks
    Two medical visits of one day under one revenue code have condition code G0 (distinct visits).

Why payers deny it
    The second is taken for a duplicate (CO-18).

Example
    Two emergency visits of one day without G0.

Fix
    G0 and 27 where the notes show two visits.

References
    Pub. 100-04, chapter 4, section 180.4 (multiple visits on the same day, condition code G0); CMS, Integrated Outpatient Code Editor
    specifications, edit 42
"""

from collections.abc import Iterator
from datetime import date

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.families import EMERGENCY
from claimwright.edits.hospital import OPPS

EDIT = Edit(
    id="outpatient-visits-of-one-day",
    title="Two visits of one day and revenue code",
    authority="Outpatient code editor",
    effective=since("2000-08-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-18",
        "CO-97",
    ),
    looks_at=EachClaim(kind="institutional", bills=OPPS),
    needs=("medicare",),
    fix=Fix.propose("state condition code G0 and 27 if the notes show separate visits, else one visit"),
)
VISITS = frozenset((*EMERGENCY, "G0380", "G0381", "G0382", "G0383", "G0384", "G0463", "99291"))


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the second visit of a day and revenue code."""
    if "G0" in claim.condition_codes:
        return
    seen: set[tuple[str, date]] = set()
    for visit in claim.lines:
        key = visit.revenue_code, reference.day(visit)
        if visit.procedure in VISITS and key in seen:
            yield EDIT.at(visit, f"A second visit under {visit.revenue_code} on {key[1]}", value=visit.procedure)
        elif visit.procedure in VISITS:
            seen.add(key)


FIRST = line("99284", revenue_code="0450", pointers=())
PASSES = (
    institutional(FIRST, line("99283", modifiers=("27",), revenue_code="0450", pointers=()), condition_codes=("G0",)),
    institutional(FIRST, line("G0463", revenue_code="0510", pointers=())),
)
FAILS = (institutional(FIRST, line("99283", modifiers=("27",), revenue_code="0450", pointers=())),)
