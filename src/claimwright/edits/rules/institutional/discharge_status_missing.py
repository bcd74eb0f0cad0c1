"""Stay without its end.

What it checks
    A stay says where the patient went, by a status of the day's list.

Why payers deny it
    The claim is returned, and transfers change the payment (CO-16).

Example
    A stay without status; status 08.

Fix
    Take it from the discharge summary.

References
    Pub. 100-04, chapter 25, section 75.2, form locator 17 (patient status); CMS, Definitions of Medicare Code Edits, invalid discharge
    status; ASC X12N 005010X223A2, CL103
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.hospital import STAYS

EDIT = Edit(
    id="institutional-discharge-status-missing",
    title="Stay without its end",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="institutional", bills=STAYS),
    needs=("discharge_status",),
    fix=Fix.propose("take the discharge status from the discharge summary"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a missing or unknown status."""
    told = claim.references.get("patient_status", "")
    if reference.discharge_status.get(told, reference.on) is None and not _planned_readmission(told):
        message = f"{told} is no discharge status" if told else "The stay has no discharge status"
        yield EDIT.at(claim, message, field="references", value=told)


def _planned_readmission(told: str) -> bool:
    """81 to 95 say the same as 01 to 07, 21, 43, 61 to 66 and 70, with a planned readmission."""
    return told.isdecimal() and 81 <= int(told) <= 95


PASSES = (stay(), stay(references={"patient_status": "81", "admission_type": "1", "admission_source": "1"}))
FAILS = (stay(references={}), stay(references={"patient_status": "08"}))
