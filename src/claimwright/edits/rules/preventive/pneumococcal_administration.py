"""Pneumococcal vaccine with the common administration code.

What it checks
    Where a pneumococcal vaccine is the only vaccine of the day, Medicare is billed G0009.

Why payers deny it
    Medicare pays its administration under G0009 only (CO-16).

Example
    90471 with 90677 to Medicare.

Fix
    G0009.

References
    Pub. 100-04, chapter 18, section 10.2.1 (codes for pneumococcal vaccines and their administration)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="preventive-pneumococcal-administration",
    title="Pneumococcal vaccine with the common administration code",
    authority="Medicare preventive services",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(codes=("90471", "90472"), kind="professional"),
    needs=("medicare",),
    fix=Fix.never("choose G0009 where the record shows that only this vaccine was given"),
)
PRODUCTS = frozenset(("90670", "90671", "90677", "90684", "90732"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where every vaccine of the day is pneumococcal."""
    day = reference.day(line)
    given = [one.procedure for one in claim.lines if one.procedure[:3] in ("906", "907") and reference.day(one) == day]
    if given and PRODUCTS.issuperset(given):
        yield EDIT.at(line, f"Medicare pays the administration of {given[0]} as G0009, not {line.procedure}", value=line.procedure)


PASSES = (claim(line("G0009"), line("90677")), claim(line("90471"), line("90677"), payer=COMMERCIAL))
FAILS = (claim(line("90471"), line("90677")),)
