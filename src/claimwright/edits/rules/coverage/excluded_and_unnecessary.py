"""Excluded by law and expected to be unnecessary.

What it checks
    GY does not stand with GA or GZ.

Why payers deny it
    A service is either no benefit at all or a benefit that is not necessary here; both on one line is returned (CO-4).

Example
    GY and GZ.

Fix
    Keep the one that is true.

References
    Pub. 100-04, chapter 1, section 60 (noncovered charges); CMS, change request 6563; Pub. 100-04, chapter 30, section 50
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="coverage-excluded-and-unnecessary",
    title="Excluded by law and expected to be unnecessary",
    authority="Medicare beneficiary notices",
    effective=since("2002-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("GY",)),
    fix=Fix.propose("keep GY if the law excludes the service, else GA or GZ as the notice on record says"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a contradiction."""
    others = [name for name in ("GA", "GZ") if name in line.modifiers]
    if others:
        yield EDIT.at(line, f"GY with {', '.join(others)}", field="modifiers", value=",".join(["GY", *others]))


PASSES = (claim(line("99397", modifiers=("GY",))),)
FAILS = (claim(line("99397", modifiers=("GY", "GZ"))), claim(line("99397", modifiers=("GA", "GY"))))
