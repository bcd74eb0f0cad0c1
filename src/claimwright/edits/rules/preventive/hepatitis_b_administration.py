"""Hepatitis B vaccine with the common administration code.

What it checks
    Where a hepatitis B vaccine is the only vaccine of the day, Medicare is billed G0010.

Why payers deny it
    Medicare pays its administration under G0010 only (CO-16).

Example
    90471 with 90746 to Medicare.

Fix
    G0010.

References
    Pub. 100-04, chapter 18, section 10.2.1 (codes for hepatitis B vaccines and their administration); 42 CFR 410.63
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="preventive-hepatitis-b-administration",
    title="Hepatitis B vaccine with the common administration code",
    authority="Medicare preventive services",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(codes=("90471", "90472"), kind="professional"),
    needs=("medicare",),
    fix=Fix.never("choose G0010 where the record shows that only this vaccine was given"),
)
PRODUCTS = frozenset(("90739", "90740", "90743", "90744", "90746", "90747", "90759"))


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where every vaccine of the day is for hepatitis B."""
    day = reference.day(line)
    given = [one.procedure for one in claim.lines if one.procedure[:3] in ("906", "907") and reference.day(one) == day]
    if given and PRODUCTS.issuperset(given):
        yield EDIT.at(line, f"Medicare pays the administration of {given[0]} as G0010, not {line.procedure}", value=line.procedure)


PASSES = (claim(line("G0010"), line("90746")), claim(line("90471"), line("90746"), payer=COMMERCIAL))
FAILS = (claim(line("90471"), line("90746")),)
