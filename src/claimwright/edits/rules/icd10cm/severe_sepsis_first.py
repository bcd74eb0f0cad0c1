"""Severe sepsis listed first.

What it checks
    R65.20 and R65.21 are not listed first.

Why payers deny it
    The systemic infection that caused it comes first (CO-16). On a stay the code editor says so.

Example
    R65.20 before A41.9.

Fix
    List the infection first.

References
    ICD-10-CM Official Guidelines, I.C.1.d.1.b and I.C.1.d.4 (sequencing of severe sepsis)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, line, since

EDIT = Edit(
    id="icd10cm-severe-sepsis-first",
    title="Severe sepsis listed first",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachDiagnosis(codes=("R652",), kind="professional"),
    fix=Fix.never("list the systemic infection of the record first"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where it is first."""
    if listed.is_first:
        yield EDIT.at(listed, f"{listed.shown} is never listed first", value=listed.shown)


PASSES = (claim(line("99223"), diagnoses=("A41.9", "R65.20"), place_of_service="21"),)
FAILS = (claim(line("99223"), diagnoses=("R65.20", "A41.9"), place_of_service="21"),)
