"""Revenue code of another form.

What it checks
    A revenue code has four digits.

Why payers deny it
    The line is rejected (CO-16).

Example
    450 in place of 0450.

Fix
    Take it from the charge master.

References
    Pub. 100-04, chapter 25, section 75.4, form locator 42 (revenue code); ASC X12N 005010X223A2, SV201
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, institutional, line, since, stay

EDIT = Edit(
    id="institutional-revenue-code-form",
    title="Revenue code of another form",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(kind="institutional"),
    fix=Fix.propose("take the revenue code, four digits, from the charge master record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for another form; a missing code is hipaa-type-of-bill-missing's matter."""
    told = line.revenue_code
    if told and not (len(told) == 4 and told.isascii() and told.isdecimal()):
        yield EDIT.at(line, f"{told!r} is not four digits", field="revenue_code", value=told)


PASSES = (institutional(), stay())
FAILS = (institutional(line("99284", revenue_code="450", pointers=())),)
