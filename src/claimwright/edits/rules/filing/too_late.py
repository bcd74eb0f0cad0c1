"""A claim that arrives after the payer's limit.

What it checks
    An original claim arrives within the payer's limit: Medicare one calendar year after the service, others as their profile says. A
    professional claim counts from its first day, an institutional one from its last.

Why payers deny it
    A late claim is not paid and may not be billed to the patient (CO-29).

Example
    A visit of 15 July 2024 received by Medicare on 16 July 2025.

Fix
    Nothing mends it but proof that the payer had it in time, or one of the exceptions the payer grants.

References
    42 CFR 424.44 (Medicare, one calendar year); Pub. 100-04, chapter 1, section 70; for others the payer's profile
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, case, claim, claim_date, since

EDIT = Edit(
    id="filing-too-late",
    title="Claim after the filing limit",
    authority="Timely filing",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-29",),
    looks_at=EachClaim(frequency=("1",)),
    needs=("payer", "received_on"),
    fix=Fix.propose("look for proof of an earlier receipt, or for an exception"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the last day that would have been in time."""
    service, payer, received = claim_date(claim), reference.payer, reference.received_on
    if service and payer and received and service <= received:
        last = payer.filing.last_day(service)
        if received > last:
            message = f"{payer.name} takes claims for {service} until {last}; this one comes on {received}"
            yield EDIT.at(claim, message, field="lines", value=received, table=payer.filing.source)


PASSES = (
    case(claim(on="2024-07-15"), received_on="2025-07-15"),
    case(claim(on="2024-07-15", payer=COMMERCIAL), received_on="2024-09-01"),
    case(claim(on="2024-07-15", frequency="7", payer_claim_id="X1", payer=COMMERCIAL), received_on="2026-07-15"),
)
FAILS = (
    case(claim(on="2024-07-15"), received_on="2025-07-16"),
    case(claim(on="2024-07-15", payer=COMMERCIAL), received_on="2025-02-01"),
)
