"""Medicare's influenza vaccine with the common administration code.

What it checks
    On a Medicare claim an influenza vaccine is given with G0008.

Why payers deny it
    Medicare has administration codes of its own for influenza, pneumococcal and hepatitis B vaccines; the common one is denied, and
    the patient would owe a share that the law waives.

Example
    90662 with 90471.

Fix
    Bill G0008 instead.

References
    Pub. 100-04, chapter 18, section 10.2.1 (codes for influenza, pneumococcal and hepatitis B vaccines and their administration)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="preventive-influenza-administration",
    title="Influenza vaccine with the common administration code",
    authority="Medicare preventive services",
    effective=since("2010-01-01"),
    severity=Severity.ERROR,
    prevents=("CO-16",),
    looks_at=EachLine(codes=("90471", "90472"), kind="professional"),
    needs=("program",),
    fix=Fix.never("bill G0008 instead"),
)
INFLUENZA = ("90656", "90662")
"""Two of the influenza vaccines, by number; the whole list is in the quarterly vaccine pricing file."""


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where the only vaccines of the day are influenza's."""
    day = reference.day(line)
    products = [other.procedure for other in claim.lines if other.procedure[:3] in ("906", "907") and reference.day(other) == day]
    if reference.is_medicare and products and all(product in INFLUENZA for product in products):
        yield EDIT.at(line, f"Medicare pays the administration of {products[0]} as G0008, not {line.procedure}", value=line.procedure)


PASSES = (claim(line("G0008"), line("90662")), claim(line("90471"), line("90656"), payer=COMMERCIAL))
FAILS = (claim(line("90471"), line("90662")),)
