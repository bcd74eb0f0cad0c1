"""A laboratory test without the laboratory's CLIA number.

What it checks
    A professional claim with laboratory tests carries a CLIA certificate number of ten characters, the third a D.

Why payers deny it
    Tests on human specimens are paid to certified laboratories only (CO-16, remark MA120). Medicare always asks; others often.

Example
    80053 done in the office without a CLIA number.

Fix
    Enter the certificate's number; for a test sent out, the laboratory bills it, or 90 and its number are stated.

References
    42 CFR 493.1 to 493.20; Pub. 100-04, chapter 16, section 70 (CLIA requirements)
"""

import re
from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.builders import RENDERING
from claimwright.edits.families import LABORATORY

EDIT = Edit(
    id="orders-clia-missing",
    title="CLIA number missing or of a wrong form",
    authority="Clinical laboratories (CLIA)",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="professional"),
    fix=Fix.propose("enter the number of the laboratory's certificate"),
)
FORM = re.compile(r"[0-9]{2}D[0-9]{7}")


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the first laboratory line; a warning where the payer is not Medicare."""
    for test in claim.lines:
        number = test.references.get("clia") or claim.references.get("clia", "")
        if test.procedure.startswith(LABORATORY) and not FORM.fullmatch(number):
            severity = Severity.ERROR if reference.is_medicare or number else Severity.WARNING
            message = f"{test.procedure} with {'a CLIA number of a wrong form' if number else 'no CLIA number'}"
            yield EDIT.at(test, message, value=test.procedure, severity=severity)
            return


PASSES = (
    claim(line("80053"), referring=RENDERING, references={"clia": "36D1234567"}),
    claim(line("36415")),
    claim(line("80053", references={"clia": "36D1234567"}), referring=RENDERING),
)
FAILS = (
    claim(line("80053"), referring=RENDERING),
    claim(line("80053"), payer=COMMERCIAL),
    claim(line("80053"), references={"clia": "36X1234567"}),
)
