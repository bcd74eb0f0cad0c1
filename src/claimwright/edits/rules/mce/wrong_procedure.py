"""Wrong procedure, side or patient.

What it checks
    A stay billed for payment has no code of a wrong procedure (Y65.51 to Y65.53).

Why payers deny it
    Medicare does not pay for surgery on the wrong part or patient, nor for its stay (CO-233).

Example
    Y65.53 on a claim of frequency 1.

Fix
    The covered part of the stay on one claim, the wrong procedure on a no-pay claim.

References
    CMS, Definitions of Medicare Code Edits, wrong procedure performed; NCD 140.6, 140.7 and 140.8; Pub. 100-04, chapter 32, section 230
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.editor import edits_of
from claimwright.edits.hospital import HOSPITAL_STAYS

EDIT = Edit(
    id="mce-wrong-procedure",
    title="Wrong procedure, side or patient",
    authority="Medicare Code Editor",
    effective=since("2021-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-233",),
    looks_at=EachClaim(kind="institutional", bills=HOSPITAL_STAYS),
    needs=(
        "medicare",
        "icd10cm",
    ),
    fix=Fix.propose("bill the wrong procedure as the record shows it, on a no-pay claim (110) of its own"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the editor says so."""
    if claim.frequency != "0" and "WRONG_PROCEDURE_PERFORMED" in edits_of(claim, reference):
        yield EDIT.at(claim, "A wrong procedure is coded", field="diagnoses")


PASSES = (stay(), stay(diagnoses=("S72.001A", "Y65.53"), frequency="0"))
FAILS = (stay(diagnoses=("I21.4", "Y65.51")),)
