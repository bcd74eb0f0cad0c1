"""Rendering provider without a taxonomy.

What it checks
    Where the payer's profile says "rendering-taxonomy", the rendering provider has one.

Why payers deny it
    The plan cannot match the provider (CO-16).

Example
    A claim without PRV*PE to such a plan.

Fix
    Copy it from the enrollment.

References
    The payer's profile (which names its own source); ASC X12N 005010X222A1, loop 2310B PRV03
"""

from collections.abc import Iterator

from claimwright.core import Provider, Subscriber
from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, case, claim, since

EDIT = Edit(
    id="payer-rendering-taxonomy-missing",
    title="Rendering provider without a taxonomy",
    authority="Payer's terms",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-16",
        "CO-208",
    ),
    looks_at=EachClaim(kind="professional", frequency=("1", "7")),
    needs=("payer",),
    fix=Fix.propose("copy the code from the enrollment record in NPPES"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where it is empty."""
    wanted = reference.payer is not None and "rendering-taxonomy" in reference.payer.flags
    if wanted and claim.rendering and not claim.rendering.taxonomy:
        yield EDIT.at(claim, "The plan wants the rendering provider's taxonomy", field="rendering.taxonomy")


MEMBER = Subscriber(member_id="N100200300")
BARE = claim(rendering=Provider(npi="1679576722", last="Okafor", first="Ines"), payer=COMMERCIAL, subscriber=MEMBER)
PASSES = (BARE, case(claim(payer=COMMERCIAL, subscriber=MEMBER), flags=("rendering-taxonomy",)))
FAILS = (case(BARE, flags=("rendering-taxonomy",)),)
