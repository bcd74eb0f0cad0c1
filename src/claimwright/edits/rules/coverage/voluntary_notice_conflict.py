"""Voluntary notice beside a required one.

What it checks
    GX (voluntary notice) does not stand with EY, GA, GL or GZ.

Why payers deny it
    The line says two things of one notice and is returned (CO-4).

Example
    GX and GA.

Fix
    GX with GY where the service is excluded by law; GA where it is expected to be denied as not necessary.

References
    CMS, change request 6563 (GX is not reported with EY, GA, GL or GZ, from 2010-04-01); Pub. 100-04, chapter 30, section 50
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="coverage-voluntary-notice-conflict",
    title="Voluntary notice beside a required one",
    authority="Medicare beneficiary notices",
    effective=since("2010-04-01"),
    severity=Severity.ERROR,
    prevents=("CO-4",),
    looks_at=EachLine(modifiers=("GX",)),
    fix=Fix.propose("keep the modifier of the notice that is in the record"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a contradiction."""
    others = [name for name in ("EY", "GA", "GL", "GZ") if name in line.modifiers]
    if others:
        yield EDIT.at(line, f"GX with {', '.join(others)}", field="modifiers", value=",".join(["GX", *others]))


PASSES = (claim(line("99397", modifiers=("GX", "GY"))),)
FAILS = (claim(line("80061", modifiers=("GX", "GA"))), claim(line("80061", modifiers=("GX", "GZ"))))
