"""Outside laboratory without its certificate.

What it checks
    A test with 90 (sent out) names the CLIA number of the laboratory that did it.

Why payers deny it
    The claim is returned without it (CO-16).

Example
    84443-90 without a referring CLIA number.

Fix
    Enter the number from the report.

References
    Pub. 100-04, chapter 16, section 40.1 (laboratories billing for referred tests); ASC X12N 005010X222A1, loop 2400 REF*F4
"""

import re
from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="orders-outside-laboratory-certificate-missing",
    title="Outside laboratory without its certificate",
    authority="Clinical laboratories (CLIA)",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(modifiers=("90",), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("take the CLIA number from the outside laboratory's report"),
)
FORM = re.compile(r"[0-9]{2}D[0-9]{7}")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a missing or misshapen number."""
    told = line.references.get("referring_clia", "")
    if not FORM.fullmatch(told):
        yield EDIT.at(line, "A test sent out without the other laboratory's CLIA number", field="references", value=told)


PASSES = (claim(line("84443", modifiers=("90",), references={"referring_clia": "36D7654321"})), claim(line("84443")))
FAILS = (claim(line("84443", modifiers=("90",))),)
