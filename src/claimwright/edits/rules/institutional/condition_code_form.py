"""Condition code of another form.

What it checks
    A condition code has two letters or digits and stands once.

Why payers deny it
    The claim is rejected (CO-16).

Example
    Condition code "9".

Fix
    Take it from the record.

References
    Pub. 100-04, chapter 25, section 75.2, form locators 18 to 28 (condition codes); ASC X12N 005010X223A2, HI*BG
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachClaim, Edit, Finding, Fix, Reference, Severity, institutional, since

EDIT = Edit(
    id="institutional-condition-code-form",
    title="Condition code of another form",
    authority="UB-04 data",
    effective=since("2012-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachClaim(has="condition_codes", kind="institutional"),
    fix=Fix.propose("take the code, two characters, from the registration record"),
)


def check(claim: Claim, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for each code of another form, or that comes again."""
    for number, code in enumerate(claim.condition_codes):
        if not (len(code) == 2 and code.isascii() and code.isalnum() and code == code.upper()):
            yield EDIT.at(claim, f"{code!r} is no condition code", field=f"condition_codes[{number}]", value=code)
        elif code in claim.condition_codes[:number]:
            yield EDIT.at(claim, f"Condition code {code} stands twice", field=f"condition_codes[{number}]", value=code)


PASSES = (institutional(condition_codes=("G0",)), institutional())
FAILS = (institutional(condition_codes=("9",)), institutional(condition_codes=("G0", "G0")))
