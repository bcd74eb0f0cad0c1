"""A laboratory test or image that nobody ordered.

What it checks
    A Medicare claim with laboratory tests or imaging (other than the professional part alone) names the ordering or referring provider
    with an NPI.

Why payers deny it
    Medicare pays them only on the order of an enrolled provider (CO-16, remarks N264 and N265).

Example
    80053 on a claim without referring provider.

Fix
    Name the provider who ordered the test; where the treating provider ordered it, that one is named again.

References
    42 CFR 424.507(a) (ordering covered items and services); Pub. 100-04, chapter 26, section 10.4, item 17
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.builders import RENDERING
from claimwright.edits.families import IMAGING, LABORATORY

EDIT = Edit(
    id="orders-ordering-provider-missing",
    title="Ordering provider missing",
    authority="Medicare enrolment and orders",
    effective=since("2014-01-06"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(codes=LABORATORY + IMAGING, kind="professional"),
    needs=("program",),
    fix=Fix.propose("name the provider who ordered it, the treating provider too"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for Medicare where no referring or ordering provider stands on claim or line."""
    named = (claim.referring is not None and claim.referring.npi) or line.references.get("ordering_npi")
    if reference.is_medicare and not named and "26" not in line.modifiers:
        yield EDIT.at(line, f"{line.procedure} needs the NPI of the provider who ordered it", value=line.procedure)


PASSES = (claim(line("80053"), referring=RENDERING), claim(line("80053"), payer=COMMERCIAL), claim(line("71046", modifiers=("26",))))
FAILS = (claim(line("80053")), claim(line("71046")))
