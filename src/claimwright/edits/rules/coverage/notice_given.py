"""Denial that the patient has accepted.

What it checks
    A line with GA whose diagnosis no policy supports will be denied to the patient.

Why payers deny it
    With the signed notice the denial is the patient's responsibility (PR-50): it is expected, and no fault of the claim.

Example
    69210-GA for ear pain.

Fix
    Nothing; keep the notice.

References
    Pub. 100-04, chapter 30, section 50 (advance beneficiary notice); CMS, change request 6563 (GA and GX, from 2010-04-01)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.coverage import speaks_of, support

EDIT = Edit(
    id="coverage-notice-given",
    title="Denial that the patient has accepted",
    authority="Medicare beneficiary notices",
    effective=since("2015-10-01"),
    severity=Severity.INFO,
    prevents=("PR-50",),
    looks_at=EachLine(modifiers=("GA",)),
    needs=("medicare",),
    fix=Fix.propose("keep the signed notice in the record; the patient is billed after the denial"),
)

wants = speaks_of


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the policies do not support the line."""
    judged = support(claim, line, reference)
    if judged and judged.verdict != "covered":
        yield EDIT.at(line, "Expected: denied, and the patient's to pay (PR-50)", field="modifiers", value="GA", table=judged.source)


PASSES = (claim(line("69210", modifiers=("GA",)), diagnoses=("H61.21",)),)
FAILS = (claim(line("69210", modifiers=("GA",)), diagnoses=("H92.01",)),)
