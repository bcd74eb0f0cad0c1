"""Professional or technical part of a service that has none.

What it checks
    26 and TC stand on codes whose PC/TC indicator is 1; 26 also on laboratory codes with a physician's interpretation (6).

Why payers deny it
    A visit, a whole test or a code that is one part by itself has no such part (CO-4).

Example
    93010-26: the code is the reading alone already.

Fix
    Bill the code as it stands.

References
    Pub. 100-04, chapter 13, section 20.1 (professional component) and chapter 23, MPFSDB record layout (PC/TC indicator)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-component-not-split",
    title="Professional or technical part of a service that has none",
    authority="Medicare physician fee schedule",
    effective=since("1996-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("26", "TC"), kind="professional"),
    fix=Fix.propose("remove 26 or TC, or take the service from the report that it was billed for"),
)
NO_PARTS = frozenset("023459")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the indicator knows no parts."""
    known = reference.indicators(line)
    if known and known.pctc in NO_PARTS and known.pctc:
        named = ",".join(name for name in line.modifiers if name in ("26", "TC"))
        message = f"{named} on {line.procedure}, which has no such part (PC/TC indicator {known.pctc})"
        yield EDIT.at(line, message, field="modifiers", value=named, table=known.source)


PASSES = (claim(line("71046", modifiers=("26",)), on="2025-03-10"), claim(line("93010"), on="2025-03-10"))
FAILS = (claim(line("93010", modifiers=("26",)), on="2025-03-10"), claim(line("93005", modifiers=("TC",)), on="2025-03-10"))
