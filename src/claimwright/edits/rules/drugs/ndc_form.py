"""Drug's NDC of another form.

What it checks
    An NDC has eleven digits, without hyphens: five, four, two.

Why payers deny it
    Another form is rejected (CO-16).

Example
    00409-1896-01.

Fix
    Leave out the hyphens. A number of ten digits gets its zero where the label's part is too short; that a person decides.

References
    ASC X12N 005010X222A1, loop 2410 LIN03; 45 CFR 162.1102; 21 CFR 207.33 (form of the NDC)
"""

import re
from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="drugs-ndc-form",
    title="Drug's NDC of another form",
    authority="HIPAA implementation guides",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(has="ndc"),
    fix=Fix.propose("copy the NDC from the label, as eleven digits"),
)
HYPHENS = Fix.safe("leave out the hyphens and blanks of the NDC")
FORM = re.compile(r"\d{5}-\d{4}-\d{2}")


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an NDC that is not eleven digits."""
    ndc = line.references.get("ndc", "")
    if ndc and not (len(ndc) == 11 and ndc.isascii() and ndc.isdecimal()):
        yield EDIT.at(
            line, "The NDC is not eleven digits", field="references", value=ndc, fix=HYPHENS if FORM.fullmatch(ndc.strip()) else None
        )


def mend(claim: Claim) -> Claim:
    """The claim with hyphens left out of NDCs of the form 5-4-2."""
    return replace(claim, lines=tuple(_mended(one) for one in claim.lines))


def _mended(one: ClaimLine) -> ClaimLine:
    ndc = one.references.get("ndc", "").strip()
    return replace(one, references=one.references | {"ndc": ndc.replace("-", "")}) if FORM.fullmatch(ndc) else one


WHOLE = {"ndc": "00409379601", "ndc_quantity": "4", "ndc_unit": "UN"}
PASSES = (claim(line("J0696", modifiers=("JZ",), references=WHOLE)), claim())
FAILS = (
    claim(line("J0696", references=WHOLE | {"ndc": "00409-3796-01"})),
    claim(line("J0696", references=WHOLE | {"ndc": "0409379601"})),
)
