"""Indicator of admission on an outpatient bill.

What it checks
    Outpatient bills carry no present-on-admission indicators.

Why payers deny it
    They belong to stays; some payers reject them (CO-16).

Example
    Bill 13 with POA Y.

Fix
    Remove them.

References
    CMS, change request 5499 (stays that report present on admission); ICD-10-CM Official Guidelines, appendix I
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import (
    Claim,
    EachClaim,
    Edit,
    Finding,
    Fix,
    Reference,
    Severity,
    diagnosis,
    institutional,
    listed,
    since,
    stay,
)
from claimwright.edits.hospital import OUTPATIENT

EDIT = Edit(
    id="institutional-poa-on-outpatient",
    title="Indicator of admission on an outpatient bill",
    authority="Present on admission",
    effective=since("2008-01-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachClaim(kind="institutional", bills=OUTPATIENT),
    fix=Fix.propose("remove the indicators; the record shows no stay"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the first diagnosis with an indicator."""
    first = next((one for one in listed(claim) if one.diagnosis.poa), None)
    if first:
        yield EDIT.at(first, "A present-on-admission indicator on an outpatient bill", field="poa", value=first.diagnosis.poa)


PASSES = (institutional(), stay())
FAILS = (replace(institutional(), diagnoses=(diagnosis("J18.9", "ABK", "Y"),)),)
