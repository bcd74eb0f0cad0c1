"""Poisoning after its manifestations.

What it checks
    A poisoning (T36 to T50, intent 1 to 4) at its first encounter is listed before what it did.

Why payers deny it
    The guideline puts it first (CO-16).

Example
    R40.20 before T42.4X2A.

Fix
    Change the order.

References
    ICD-10-CM Official Guidelines, I.C.19.e.5.b (poisoning)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, line, since
from claimwright.edits.families import DRUGS, intent

EDIT = Edit(
    id="icd10cm-poisoning-not-first",
    title="Poisoning after its manifestations",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-11",
        "CO-16",
    ),
    looks_at=EachDiagnosis(codes=DRUGS),
    fix=Fix.never("list the poisoning first, its manifestations after it, as the record has them"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for an initial poisoning after a diagnosis that is no injury, poisoning, pregnancy or encounter code."""
    first = undotted(claim.diagnoses[0].code)
    if not listed.is_first and intent(listed.code) in "1234" and listed.code.endswith("A") and not first.startswith(("S", "T", "O", "Z")):
        yield EDIT.at(listed, f"{listed.shown}, a poisoning, stands after {claim.diagnoses[0].code}", value=listed.shown)


PASSES = (claim(line("99284"), diagnoses=("T42.4X2A", "R40.20"), place_of_service="23"),)
FAILS = (claim(line("99284"), diagnoses=("R40.20", "T42.4X2A"), place_of_service="23"),)
