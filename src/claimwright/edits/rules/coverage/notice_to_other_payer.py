"""Medicare's notice to another payer.

What it checks
    GA, GX and GZ are sent to Medicare only.

Why payers deny it
    The advance beneficiary notice belongs to original Medicare; other payers have their own forms (CO-4).

Example
    80061-GA to a commercial plan.

Fix
    Remove it, or follow the payer's own terms.

References
    Pub. 100-04, chapter 30, section 50.1 (the notice is for original Medicare only)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="coverage-notice-to-other-payer",
    title="Medicare's notice to another payer",
    authority="Medicare beneficiary notices",
    effective=since("2010-04-01"),
    severity=Severity.WARNING,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("GA", "GX", "GZ")),
    needs=("commercial",),
    fix=Fix.propose("remove the modifier unless the payer's terms on record ask for it"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each such line."""
    named = next(name for name in ("GA", "GX", "GZ") if name in line.modifiers)
    yield EDIT.at(line, f"{named} to a payer that is not Medicare", field="modifiers", value=named)


PASSES = (claim(line("80061", modifiers=("GA",))),)
FAILS = (claim(line("80061", modifiers=("GA",)), payer=COMMERCIAL),)
