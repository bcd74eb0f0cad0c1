"""Consultation to a plan that takes none.

What it checks
    Where the payer's profile says "no-consultations", 99242 to 99255 are not billed.

Why payers deny it
    The plan follows Medicare and does not know them (CO-96).

Example
    99244 to such a plan.

Fix
    The visit of the place, at the level that the note supports.

References
    The payer's profile (which names its own source); Pub. 100-04, chapter 12, section 30.6.10 (Medicare's rule, which such plans follow)
"""

from collections.abc import Iterator

from claimwright.core import Subscriber
from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, case, claim, line, since

EDIT = Edit(
    id="payer-consultation-not-taken",
    title="Consultation to a plan that takes none",
    authority="Payer's terms",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-96",),
    looks_at=EachLine(codes=("9924", "9925"), kind="professional"),
    needs=("payer",),
    fix=Fix.never("choose the office, hospital or nursing facility visit that the note supports"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each consultation."""
    refused = reference.payer is not None and "no-consultations" in reference.payer.flags
    if refused and line.procedure.isdecimal() and 99241 <= int(line.procedure) <= 99255:
        yield EDIT.at(line, f"{line.procedure}, a consultation", value=line.procedure)


VISIT = claim(line("99244"), payer=COMMERCIAL, subscriber=Subscriber(member_id="N100200300"))
PASSES = (VISIT,)
FAILS = (case(VISIT, flags=("no-consultations",)),)
