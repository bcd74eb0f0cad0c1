"""Indicator that does not exist.

What it checks
    A present-on-admission indicator is Y, N, U or W.

Why payers deny it
    The claim is rejected (CO-16). The 1 of the old format is not used since 2011.

Example
    POA "1".

Fix
    Take it from the record; an exempt code has none.

References
    ASC X12N 005010X223A2, HI01-9; ICD-10-CM Official Guidelines, appendix I; CMS, change request 5499
"""

from collections.abc import Iterator

from claimwright.core import replace
from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, diagnosis, since, stay

EDIT = Edit(
    id="institutional-poa-unknown",
    title="Indicator that does not exist",
    authority="Present on admission",
    effective=since("2008-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachDiagnosis(kind="institutional"),
    fix=Fix.propose("take the indicator from the record: Y, N, U or W"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for another letter."""
    told = listed.diagnosis.poa
    if told and told not in ("Y", "N", "U", "W"):
        yield EDIT.at(listed, f"{told!r} is no present-on-admission indicator", field="poa", value=told)


PASSES = (stay(),)
FAILS = (replace(stay(), diagnoses=(diagnosis("J18.9", "ABK", "1"), diagnosis("R05.9", "ABJ"))),)
