"""Device-intensive procedure without a device.

What it checks
    A device-intensive procedure stands with a device: a C code of one, or revenue code 0275, 0276, 0278 or 0624; or the procedure was
    stopped or reduced (52, 73, 74) or done without (CG).

Why payers deny it
    The claim is returned (CO-16).

Example
    A pacemaker (33208) without C1785.

Fix
    Add the device that was implanted.

References
    Pub. 100-04, chapter 4, section 61.2 (device-intensive procedures must be reported with a device); CMS, Integrated Outpatient Code
    Editor specifications, edit 92; CMS OPPS Addendum P
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import OPPS, needs_device

EDIT = Edit(
    id="outpatient-device-missing",
    title="Device-intensive procedure without a device",
    authority="Outpatient code editor",
    effective=since("2015-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="institutional", bills=OPPS),
    needs=("medicare",),
    fix=Fix.propose("add the device from the implant log"),
)
IMPLANTS = ("0275", "0276", "0278", "0624")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where no line of the claim is a device."""
    source = needs_device(line, reference) if line.procedure else ""
    if not source or {"52", "73", "74", "CG"}.intersection(line.modifiers):
        return
    if not any(other.procedure.startswith(("C1", "C2", "C8")) or other.revenue_code in IMPLANTS for other in claim.lines):
        yield EDIT.at(line, f"{line.procedure} without a device", value=line.procedure, table=source)


PACEMAKER = line("33208", revenue_code="0360", pointers=())
PASSES = (
    institutional(PACEMAKER, line("C1785", revenue_code="0278", pointers=()), on="2025-03-10"),
    institutional(line("33208", modifiers=("73",), revenue_code="0360", pointers=()), on="2025-03-10"),
)
FAILS = (institutional(PACEMAKER, on="2025-03-10"),)
