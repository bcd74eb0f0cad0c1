"""A claim close to the payer's limit.

What it checks
    An original claim arrives more than 14 days before the payer's limit ends.

Why payers deny it
    It is still in time; but if it is rejected now, the corrected claim may come too late (CO-29).

Example
    A visit of 15 July 2024 received by Medicare on 10 July 2025.

Fix
    Send it today, and watch the acknowledgements.

References
    42 CFR 424.44 (Medicare, one calendar year); Pub. 100-04, chapter 1, section 70; for others the payer's profile
"""

from collections.abc import Iterator
from datetime import timedelta

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, case, claim, claim_date, since

EDIT = Edit(
    id="filing-nearly-late",
    title="Claim close to the filing limit",
    authority="Timely filing",
    effective=since("2010-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-29",),
    looks_at=EachClaim(frequency=("1",)),
    needs=("payer", "received_on"),
    fix=Fix.propose("send it today and watch the acknowledgements"),
)
CLOSE = timedelta(days=14)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the last day in time."""
    service, payer, received = claim_date(claim), reference.payer, reference.received_on
    if service and payer and received and service <= received:
        last = payer.filing.last_day(service)
        if last - CLOSE <= received <= last:
            yield EDIT.at(claim, f"The limit of {payer.name} for {service} ends on {last}", field="lines", value=received)


PASSES = (case(claim(on="2024-07-15"), received_on="2025-06-01"), case(claim(on="2024-07-15"), received_on="2025-07-16"))
FAILS = (case(claim(on="2024-07-15"), received_on="2025-07-10"),)
