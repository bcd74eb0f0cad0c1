"""A signed notice and no notice on one line.

What it checks
    A line does not carry GA (a required advance notice is on file) together with GZ (none was given).

Why payers deny it
    One says the opposite of the other; Medicare rejects the line, and GZ alone is denied to the provider's cost.

Example
    GA and GZ on one line.

Fix
    Keep GA only if the signed notice is in the file.

References
    Pub. 100-04, chapter 30, section 50 (advance beneficiary notice); CMS, change request 7228 (lines with GZ, from 2011-07-01)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="modifiers-notice-contradiction",
    title="Notice signed and not signed",
    authority="HCPCS modifiers",
    effective=since("2011-07-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("GA",)),
    fix=Fix.propose("keep GA only if the signed notice is in the file"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line with both."""
    if "GZ" in line.modifiers:
        yield EDIT.at(line, "GA and GZ on one line contradict each other", field="modifiers", value="GA,GZ")


PASSES = (claim(line("80061", modifiers=("GA",))),)
FAILS = (claim(line("80061", modifiers=("GA", "GZ"))),)
