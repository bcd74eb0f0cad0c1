"""Procedure outside the stay.

What it checks
    A procedure was done between three days before the admission and the discharge.

Why payers deny it
    The editor returns it (CO-16). Three days before are the payment window.

Example
    A stay from the 15th, a procedure on the 1st.

Fix
    Correct the day, or bill the procedure where it was done.

References
    Pub. 100-04, chapter 25, section 75.6, form locator 74; chapter 3, section 40.3 (services within three days before admission)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import ProcedureDone
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.hospital import STAYS

EDIT = Edit(
    id="institutional-procedure-outside-stay",
    title="Procedure outside the stay",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="procedures", kind="institutional", bills=STAYS),
    fix=Fix.propose("take the day from the operative report"),
)
WINDOW = 3
"""Days before the admission."""


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each outside."""
    first, last = claim.dates.get("admission"), claim.through_date
    for number, done in enumerate(claim.procedures if first and last else ()):
        if done.on and first and last and ((first - done.on).days > WINDOW or done.on > last):
            message = f"{done.code} on {done.on} is outside the stay"
            yield EDIT.at(claim, message, field=f"procedures[{number}].on", value=done.on)


PASSES = (stay(procedures=(ProcedureDone(code="0DTJ4ZZ", on=date(2024, 7, 13)),)), stay())
FAILS = (
    stay(procedures=(ProcedureDone(code="0DTJ4ZZ", on=date(2024, 7, 1)),)),
    stay(procedures=(ProcedureDone(code="0DTJ4ZZ", on=date(2024, 7, 30)),)),
)
