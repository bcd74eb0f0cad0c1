"""Denial that the practice bears.

What it checks
    A line with GZ (expected to be denied, no notice) is seen by a person before it goes.

Why payers deny it
    Medicare denies such lines without review, and the patient may not be billed (CO-50).

Example
    80061-GZ.

Fix
    Look for the notice; if there is none, decide whether to send the line at all.

References
    CMS, change request 7228 (lines with GZ are denied, from 2011-07-01); Pub. 100-04, chapter 30, section 50
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="coverage-denial-expected",
    title="Denial that the practice bears",
    authority="Medicare beneficiary notices",
    effective=since("2011-07-01"),
    severity=Severity.WARNING,
    prevents=("CO-50",),
    looks_at=EachLine(modifiers=("GZ",)),
    needs=("medicare",),
    fix=Fix.propose("look whether the record holds a signed notice; without one the charge is the practice's"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each line with GZ."""
    yield EDIT.at(line, "Expected: denied, and not the patient's to pay (CO-50)", field="modifiers", value="GZ")


PASSES = (claim(line("80061", modifiers=("GA",))), claim(line("80061", modifiers=("GZ",)), payer=COMMERCIAL))
FAILS = (claim(line("80061", modifiers=("GZ",))),)
