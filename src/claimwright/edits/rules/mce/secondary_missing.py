"""Principal diagnosis that needs another.

What it checks
    A principal diagnosis that may stand only with a secondary one has one.

Why payers deny it
    The editor returns the claim (CO-16).

Example
    Z51.89 (other specified aftercare) alone.

Fix
    Code what the care was for, from the record.

References
    CMS, Definitions of Medicare Code Edits, unacceptable principal diagnosis (codes that require a secondary diagnosis); ICD-10-CM
    Official Guidelines, section II
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.editor import edits_of
from claimwright.edits.hospital import HOSPITAL_STAYS

EDIT = Edit(
    id="mce-secondary-missing",
    title="Principal diagnosis that needs another",
    authority="Medicare Code Editor",
    effective=since("2021-10-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-16",
        "CO-A8",
    ),
    looks_at=EachClaim(kind="institutional", bills=HOSPITAL_STAYS),
    needs=("icd10cm",),
    fix=Fix.never("add the condition that the record names as what the care was for"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the editor says so."""
    if "REQUIRES_SDX" in edits_of(claim, reference):
        shown = claim.diagnoses[0].code
        yield EDIT.at(claim, f"{shown} as principal diagnosis needs a secondary one", field="diagnoses[0].code", value=shown)


PASSES = (stay(diagnoses=("Z51.89", "I50.9")), stay())
FAILS = (stay(diagnoses=("Z51.89",)),)
