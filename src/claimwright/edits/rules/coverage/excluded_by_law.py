"""Service that the law excludes.

What it checks
    A line with GY will be denied to the patient.

Why payers deny it
    The service is excluded by law; the denial is the patient's (PR-96), and a secondary payer may want it.

Example
    A routine eye examination with GY.

Fix
    Nothing; a voluntary notice (GX) is good practice.

References
    Section 1862(a) of the Social Security Act, 42 U.S.C. 1395y; 42 CFR 411.15; Pub. 100-04, chapter 1, section 60 (noncovered charges)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="coverage-excluded-by-law",
    title="Service that the law excludes",
    authority="Medicare beneficiary notices",
    effective=since("2002-01-01"),
    severity=Severity.INFO,
    prevents=("PR-96",),
    looks_at=EachLine(modifiers=("GY",)),
    needs=("medicare",),
    fix=Fix.propose("tell the patient, as the record should show, that the service is not a Medicare benefit"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each line with GY."""
    yield EDIT.at(line, "Expected: denied as excluded, and the patient's to pay (PR-96)", field="modifiers", value="GY")


PASSES = (claim(line("99397")), claim(line("99397", modifiers=("GY",)), payer=COMMERCIAL))
FAILS = (claim(line("99397", modifiers=("GY",))),)
