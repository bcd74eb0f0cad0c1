"""Notice without its day.

What it checks
    An institutional claim with GA states the day of the notice (occurrence code 32).

Why payers deny it
    The claim is returned (CO-16).

Example
    80061-GA on bill 13 without occurrence 32.

Fix
    Take the day from the signed notice.

References
    Pub. 100-04, chapter 1, section 60.4.1 (billing with an advance beneficiary notice, occurrence code 32); CMS, change request 6563
"""

from collections.abc import Iterator
from datetime import date

from claimwright.core import Occurrence
from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since
from claimwright.edits.hospital import occurrence

EDIT = Edit(
    id="institutional-notice-date-missing",
    title="Notice without its day",
    authority="Medicare beneficiary notices",
    effective=since("2010-04-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(modifiers=("GA",), kind="institutional"),
    needs=("medicare",),
    fix=Fix.propose("take the day of the signature from the notice on record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where it is missing."""
    if occurrence(claim, "32") is None:
        yield EDIT.at(line, "GA without the day of the notice (occurrence 32)", field="modifiers", value="GA")


TEST = line("80061", modifiers=("GA",), revenue_code="0301", pointers=())
PASSES = (institutional(TEST, occurrence_codes=(Occurrence(code="32", first=date(2024, 7, 15)),)),)
FAILS = (institutional(TEST),)
