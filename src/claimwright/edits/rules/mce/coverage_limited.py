"""Procedure covered in approved hospitals only.

What it checks
    A transplant or another procedure of limited coverage is one that the hospital is approved for.

Why payers deny it
    Medicare covers it only in approved facilities (CO-B7, CO-171).

Example
    A kidney transplant.

Fix
    Check the approval.

References
    CMS, Definitions of Medicare Code Edits, limited coverage; 42 CFR 482.68 to 482.104 (transplant programs); Pub. 100-04, chapter 3,
    section 90
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import ProcedureDone
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.editor import edits_of
from claimwright.edits.hospital import HOSPITAL_STAYS

EDIT = Edit(
    id="mce-coverage-limited",
    title="Procedure covered in approved hospitals only",
    authority="Medicare Code Editor",
    effective=since("2021-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-B7",
        "CO-171",
    ),
    looks_at=EachClaim(has="procedures", kind="institutional", bills=HOSPITAL_STAYS),
    needs=(
        "medicare",
        "icd10cm",
    ),
    fix=Fix.propose("look at the hospital's approval on record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the editor names limited coverage."""
    if any(name.startswith("LIMITED_COVERAGE") for name in edits_of(claim, reference)):
        shown = ", ".join(one.code for one in claim.procedures)
        yield EDIT.at(claim, "A procedure is covered in approved hospitals only", field="procedures", value=shown)


PASSES = (stay(procedures=(ProcedureDone(code="0DTJ4ZZ", on=date(2024, 7, 16)),)), stay())
FAILS = (stay(procedures=(ProcedureDone(code="0TY00Z0", on=date(2024, 7, 16)),)),)
