"""Procedure that Medicare does not cover here.

What it checks
    No procedure of the stay is one that Medicare does not cover, or not with these diagnoses or at this age.

Why payers deny it
    The procedure, and often the stay, is not covered (CO-96).

Example
    A transplant of the pancreas without diabetes and kidney disease.

Fix
    Check the codes against the operative report; bill as not covered what is.

References
    CMS, Definitions of Medicare Code Edits, non-covered procedure; Pub. 100-04, chapter 3, section 40.2.2 (charges for noncovered stays)
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import ProcedureDone
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.editor import edits_of
from claimwright.edits.hospital import HOSPITAL_STAYS

EDIT = Edit(
    id="mce-procedure-not-covered",
    title="Procedure that Medicare does not cover here",
    authority="Medicare Code Editor",
    effective=since("2021-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-96",),
    looks_at=EachClaim(has="procedures", kind="institutional", bills=HOSPITAL_STAYS),
    needs=(
        "medicare",
        "icd10cm",
    ),
    fix=Fix.propose("compare procedure and diagnoses with the operative report; the stay may have to be billed as not covered"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the editor says so."""
    if "NON_COVERED" in edits_of(claim, reference):
        shown = ", ".join(one.code for one in claim.procedures)
        yield EDIT.at(claim, "A procedure is not covered by Medicare in these circumstances", field="procedures", value=shown)


SURGERY = (ProcedureDone(code="0FYG0Z0", on=date(2024, 7, 16)),)
PASSES = (stay(procedures=(ProcedureDone(code="0DTJ4ZZ", on=date(2024, 7, 16)),)), stay())
FAILS = (stay(procedures=SURGERY),)
