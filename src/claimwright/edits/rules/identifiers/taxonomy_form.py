"""A provider's taxonomy code of a wrong form.

What it checks
    A taxonomy code, where given, has ten characters and ends with X.

Why payers deny it
    Payers match claim and enrolment by it; a wrong one sends the claim to the wrong contract or back.

Example
    207Q00000 for 207Q00000X.

Fix
    Copy the code from NPPES.

References
    ASC X12N 005010X222A1, loops 2000A and 2310B PRV03; CMS, NPPES (codes of the NUCC Health Care Provider Taxonomy)
"""

import re
from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, since
from claimwright.edits.builders import BILLING

EDIT = Edit(
    id="identifiers-taxonomy-form",
    title="Taxonomy code of a wrong form",
    authority="NPI standard",
    effective=since("2012-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.propose("copy the code from NPPES"),
)
FORM = re.compile(r"[0-9A-Z]{9}X")
ROLES = ("billing", "rendering", "referring", "attending")


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each provider with such a code."""
    for role in ROLES:
        provider = getattr(claim, role)
        if provider is not None and provider.taxonomy and not FORM.fullmatch(provider.taxonomy):
            message = f"The taxonomy code of the {role} provider does not have ten characters that end with X"
            yield EDIT.at(claim, message, field=f"{role}.taxonomy", value=provider.taxonomy)


PASSES = (claim(), claim(billing=replace(BILLING, taxonomy="")))
FAILS = (claim(billing=replace(BILLING, taxonomy="207Q00000")),)
