"""Admitting diagnosis that is no code of the day.

What it checks
    A stay has an admitting diagnosis, and it is a complete code on the day of discharge.

Why payers deny it
    The editor returns the claim (CO-146).

Example
    Admitting diagnosis E11.

Fix
    Choose the complete code of the reason for admission.

References
    CMS, Definitions of Medicare Code Edits, invalid admitting diagnosis; Pub. 100-04, chapter 25, section 75.6, form locator 69; ASC X12N
    005010X223A2, HI*ABJ
"""

from collections.abc import Iterator

from claimwright.core import replace, undotted
from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, diagnosis, since, stay
from claimwright.edits.hospital import STAYS
from claimwright.edits.tabular import validity

EDIT = Edit(
    id="mce-admitting-diagnosis-invalid",
    title="Admitting diagnosis that is no code of the day",
    authority="Medicare Code Editor",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-146",
        "CO-16",
    ),
    looks_at=EachClaim(kind="institutional", bills=STAYS),
    needs=("icd10cm",),
    fix=Fix.never("choose the complete code that the admission note supports"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a missing or incomplete admitting diagnosis."""
    told = [one for one in claim.diagnoses if one.qualifier in ("ABJ", "BJ")]
    if not told:
        yield EDIT.at(claim, "The stay has no admitting diagnosis", field="diagnoses")
    for one in told:
        if validity(reference.icd10cm, undotted(one.code), reference.on):
            message = f"The admitting diagnosis {one.code} is no complete code on {reference.on}"
            yield EDIT.at(claim, message, field="diagnoses", value=one.code)


PASSES = (stay(),)
FAILS = (
    stay(diagnoses=(), kind="institutional"),
    replace(stay(), diagnoses=(diagnosis("J18.9", "ABK", "Y"), diagnosis("E11", "ABJ"))),
)
