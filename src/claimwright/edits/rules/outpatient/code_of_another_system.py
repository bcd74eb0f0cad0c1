"""Code that outpatient payment does not recognise.

What it checks
    No line has status B (not recognised; another code may be).

Why payers deny it
    The line is returned (CO-16).

Example
    An office visit (99213) on bill 13; hospitals bill G0463.

Fix
    Choose the code that hospitals use for the service.

References
    42 CFR 419.22; CMS, Integrated Outpatient Code Editor specifications, edit 62; Pub. 100-04, chapter 4, section 10.1.1 (status
    indicators)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import OPPS, status_of

EDIT = Edit(
    id="outpatient-code-of-another-system",
    title="Code that outpatient payment does not recognise",
    authority="Outpatient code editor",
    effective=since("2000-08-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-96",
        "CO-16",
    ),
    looks_at=EachLine(kind="institutional", bills=OPPS),
    needs=("medicare",),
    fix=Fix.never("choose the hospital's code of the service that the note shows, such as G0463 for a clinic visit"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for status B."""
    known = status_of(line, reference)
    if known and known.indicator == "B":
        yield EDIT.at(line, f"{line.procedure} is not recognised on this bill (status B)", value=line.procedure, table=known.source)


PASSES = (institutional(on="2025-03-10"),)
FAILS = (institutional(line("99213", revenue_code="0510", pointers=()), on="2025-03-10"),)
