"""Status of a patient who is still there, on a final bill.

What it checks
    Status 30 (still a patient) stands on bills of frequency 2 or 3, other statuses on frequency 1, 4 and 7.

Why payers deny it
    Status and frequency contradict each other; the claim is returned (CO-16).

Example
    Frequency 1 with status 30.

Fix
    Correct what is wrong.

References
    Pub. 100-04, chapter 25, section 75.1 and 75.2, form locators 4 and 17 (frequency, patient status); chapter 3, section 10.1
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.hospital import STAYS

EDIT = Edit(
    id="institutional-still-patient",
    title="Status of a patient who is still there, on a final bill",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="institutional", bills=STAYS),
    fix=Fix.propose("take status and frequency from the discharge summary"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a contradiction."""
    told = claim.references.get("patient_status", "")
    if told == "30" and claim.frequency in ("1", "4"):
        yield EDIT.at(claim, f"Still a patient, on a bill of frequency {claim.frequency}", field="frequency", value=claim.frequency)
    elif told and told != "30" and claim.frequency in ("2", "3"):
        yield EDIT.at(claim, f"Discharge status {told} on a bill of frequency {claim.frequency}", field="frequency", value=claim.frequency)


PASSES = (stay(), stay(frequency="2", references={"patient_status": "30", "admission_type": "1", "admission_source": "1"}))
FAILS = (stay(references={"patient_status": "30"}), stay(frequency="3"))
