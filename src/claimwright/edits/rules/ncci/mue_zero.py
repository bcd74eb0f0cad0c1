"""Code that Medicare does not expect in this setting.

What it checks
    A line to Medicare is not of a code whose limit of units is zero in the claim's table (practitioner, hospital outpatient, supplier).

Why payers deny it
    Zero stands for codes that are not covered, or not billed in this setting; the line is denied (CO-96, CO-151).

Example
    A walker (E0143) billed by a physician's practice; suppliers have a table of their own.

Fix
    Check who supplied it, and coverage.

References
    CMS, NCCI Policy Manual for Medicare Services, chapter I, section V; quarterly MUE tables (practitioner, outpatient hospital, DME
    supplier)
"""

from collections.abc import Iterator
from typing import Any

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.bundling import is_unexpected

EDIT = Edit(
    id="ncci-mue-zero",
    title="Code that Medicare does not expect in this setting",
    authority="CMS NCCI",
    effective=since("2013-04-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-96",
        "CO-151",
    ),
    looks_at=EachLine(),
    needs=(
        "mue",
        "medicare",
    ),
    fix=Fix.propose("look whether the record names the right provider and setting, and whether Medicare covers the service"),
)


def wants(procedure: str, books: Any) -> bool:
    """Only codes whose limit is zero in some setting."""
    return any(not known.units for known in books.mue.ever(procedure))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a limit of zero."""
    found = is_unexpected(claim, line.procedure, reference.day(line), reference)
    if found and not {"GY", "GX", "GZ"}.intersection(line.modifiers):
        yield EDIT.at(
            line, f"{line.procedure} is not expected in this setting", value=line.procedure, table=found.source, stale=found.stale
        )


PASSES = (claim(line("99213")), claim(line("E0143", modifiers=("NU",)), payer=COMMERCIAL))
FAILS = (claim(line("E0143", modifiers=("NU",))),)
