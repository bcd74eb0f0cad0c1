"""A provider number whose check digit is wrong.

What it checks
    Each NPI on the claim has ten digits and a right check digit.

Why payers deny it
    A wrong check digit cannot be anybody's NPI; the claim is rejected on receipt (CO-207).

Example
    1245319598 for 1245319599.

Fix
    Copy the NPI from NPPES.

References
    45 CFR 162.406; CMS, Requirements for National Provider Identifier and NPI Check Digit (2004)
"""

from collections.abc import Iterator

from claimwright.core import npi_is_valid, replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since
from claimwright.edits.builders import BILLING, RENDERING

EDIT = Edit(
    id="identifiers-npi-check-digit",
    title="NPI with a wrong check digit",
    authority="NPI standard",
    effective=since("2007-05-23"),
    severity=Severity.ERROR,
    prevents=("CO-207",),
    looks_at=EachClaim(frequency=("1", "7", "8")),
    fix=Fix.propose("copy the NPI from NPPES"),
)
ROLES = ("billing", "rendering", "referring", "attending", "facility")


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each provider whose NPI is not one."""
    for role in ROLES:
        provider = getattr(claim, role)
        if provider is not None and provider.npi and not npi_is_valid(provider.npi):
            yield EDIT.at(claim, f"The NPI of the {role} provider has a wrong check digit or form", field=f"{role}.npi", value=provider.npi)


PASSES = (claim(),)
FAILS = (claim(billing=replace(BILLING, npi="1245319598")), claim(rendering=replace(RENDERING, npi="167957672")))
