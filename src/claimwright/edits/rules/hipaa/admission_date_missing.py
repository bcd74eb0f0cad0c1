"""A stay without its admission date.

What it checks
    An inpatient claim (type of bill 11) states the day of admission; so does a professional claim with place of service 21.

Why payers deny it
    The stay is grouped, counted and matched with the hospital's by that day; the claim is rejected (remark MA40).

Example
    A hospital visit in place 21 without the admission date.

Fix
    Take the day of admission from the hospital's record.

References
    ASC X12N 005010X223A2 and 005010X222A1, DTP*435; Pub. 100-04, chapter 26, section 10.4, item 18
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, claim, institutional, line, since
from claimwright.edits.builders import day

EDIT = Edit(
    id="hipaa-admission-date-missing",
    title="Admission date missing",
    authority="HIPAA 837",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(),
    fix=Fix.propose("take the day of admission from the hospital's record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a stay without its first day."""
    inpatient = claim.type_of_bill.lstrip("0").startswith("11") if claim.kind == "institutional" else claim.place_of_service == "21"
    if inpatient and "admission" not in claim.dates:
        yield EDIT.at(claim, "The claim is for a stay and does not say when it began", field="dates.admission")


PASSES = (claim(), claim(line("99223"), place_of_service="21", dates={"admission": day("2024-07-15")}), institutional(type_of_bill="11"))
FAILS = (claim(line("99223"), place_of_service="21"), institutional(type_of_bill="11", dates={}))
