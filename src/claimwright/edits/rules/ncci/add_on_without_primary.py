"""An add-on code without the service it adds to.

What it checks
    An add-on code stands on a claim with one of its primary services on the same day.

Why payers deny it
    An add-on is paid only where its primary is (CO-107, CO-B15).

Example
    A second vaccine administration without a first.

Fix
    Add the primary service that the note shows, or remove the add-on.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section R; quarterly add-on code tables (type 1); 88 Federal Register 78818
    and CMS's CY 2026 physician fee schedule final rule (G2211)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.add_ons import add_on, is_add_on, others_of_the_day

EDIT = Edit(
    id="ncci-add-on-without-primary",
    title="Add-on code without its primary service",
    authority="CMS NCCI",
    effective=since("2013-04-01"),
    severity=Severity.ERROR,
    prevents=("CO-107", "CO-B15"),
    looks_at=EachLine(),
    fix=Fix.propose("add the primary service that the note shows, or remove the add-on"),
)

wants = is_add_on


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an add-on of type 1 or 3 alone; a warning where another claim or the contractor may know its primary."""
    known = add_on(line, reference)
    if known is None or known.type == 2 or not known.primaries:
        return
    if not any(known.is_primary(other.procedure) for other in others_of_the_day(claim, line, reference)):
        severity = Severity.WARNING if line.procedure == "99292" or known.type == 3 else Severity.ERROR
        message = f"{line.procedure} adds to one of {_shown(known.primaries)}, which is not billed on {reference.day(line)}"
        yield EDIT.at(line, message, value=line.procedure, severity=severity, table=known.source, stale=known.stale)


def _shown(primaries: tuple[str, ...]) -> str:
    more = f" and {len(primaries) - 8} more" if len(primaries) > 8 else ""
    return ", ".join(primaries[:8]) + more


PASSES = (claim(line("90471"), line("90472")), claim(line("99214"), line("G2211")))
FAILS = (claim(line("90472")), claim(line("90471", on="2024-07-14"), line("90472", on="2024-07-15")))
