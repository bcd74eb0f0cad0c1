"""Stay without type or source of admission.

What it checks
    A stay says how urgent the admission was and where the patient came from.

Why payers deny it
    The claim is returned (CO-16).

Example
    A stay without admission type.

Fix
    Take them from the admission record.

References
    Pub. 100-04, chapter 25, section 75.1, form locators 14 and 15 (type of admission, point of origin); ASC X12N 005010X223A2, CL101 and
    CL102
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, since, stay
from claimwright.edits.hospital import STAYS

EDIT = Edit(
    id="institutional-admission-source-missing",
    title="Stay without type or source of admission",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="institutional", bills=STAYS),
    fix=Fix.propose("take type and source from the admission record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each that is missing."""
    for name, words in (("admission_type", "type"), ("admission_source", "source")):
        if not claim.references.get(name):
            yield EDIT.at(claim, f"The stay has no {words} of admission", field="references", value=name)


PASSES = (stay(),)
FAILS = (stay(references={"patient_status": "01"}),)
