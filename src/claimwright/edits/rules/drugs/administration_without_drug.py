"""Drug administration without a drug.

What it checks
    A claim with an injection or infusion bills a drug as well.

Why payers deny it
    Nothing is denied; but where the practice supplied the drug, its charge is lost.

Example
    96372 alone.

Fix
    Add the drug, if the practice supplied it.

References
    Pub. 100-04, chapter 17, section 10 (payment rules for drugs and biologicals); chapter 12, section 30.5 (drug administration)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

GIVING = ("96365", "96372", "96374", "96401", "96413")
DRUGS = ("J", "Q", "C9", "A9", "S0", "P9", "903")

EDIT = Edit(
    id="drugs-administration-without-drug",
    title="Drug administration without a drug",
    authority="Medicare Claims Processing Manual",
    effective=since("1996-01-01"),
    severity=Severity.INFO,
    looks_at=EachLine(codes=GIVING, kind="professional"),
    fix=Fix.propose("bill the drug if the medication record shows that the practice supplied it"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the first administration of a claim without a drug."""
    first = next(one for one in claim.lines if one.procedure.startswith(GIVING))
    if line is first and not any(one.procedure.startswith(DRUGS) for one in claim.lines):
        yield EDIT.at(line, f"{line.procedure} without a drug", value=line.procedure)


PASSES = (claim(line("96372"), line("J1885", modifiers=("JZ",))), claim())
FAILS = (claim(line("96372")),)
