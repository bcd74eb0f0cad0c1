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
from claimwright.edits.families import OFFICE

EDIT = Edit(
    id="ncci-add-on-without-primary",
    title="Add-on code without its primary service",
    authority="CMS NCCI",
    effective=since("2013-04-01"),
    severity=Severity.ERROR,
    prevents=("CO-107", "CO-B15"),
    looks_at=EachLine(codes=("90472", "90461", "99292", "G2211")),
    fix=Fix.propose("add the primary service that the note shows, or remove the add-on"),
)
PRIMARIES: dict[str, tuple[str, ...]] = {
    "90472": ("90460", "9047", "G0008", "G0009", "G0010"),
    "90461": ("90460",),
    "99292": ("99291",),
    "G2211": (*OFFICE, "9934", "9935"),
}
"""Prefixes of the primaries that the tables list (2024 Q3; G2211 with home visits from 2026-01-01)."""


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an add-on alone; critical care may continue on another claim, so it only warns."""
    day = reference.day(line)
    primaries = PRIMARIES[line.procedure]
    others = (other for other in claim.lines if other.procedure != line.procedure)
    if any(other.procedure.startswith(primaries) and reference.day(other) == day for other in others):
        return
    severity = Severity.WARNING if line.procedure == "99292" else Severity.ERROR
    message = f"{line.procedure} adds to one of {', '.join(primaries)}, which is not billed on {day}"
    yield EDIT.at(line, message, value=line.procedure, severity=severity)


PASSES = (claim(line("90471"), line("90472")), claim(line("99214"), line("G2211")))
FAILS = (claim(line("90472")), claim(line("90471", on="2024-07-14"), line("90472", on="2024-07-15")))
