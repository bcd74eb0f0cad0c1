"""Drug without a word on what was discarded.

What it checks
    From July 2023 a separately paid drug of Medicare Part B from a single-dose container carries JZ, or has a JW line beside it.

Why payers deny it
    Claims without either may be returned from October 2023 (CO-16). Which containers hold one dose the claim does not say: hence a
    warning.

Example
    J0696 from a single-dose vial without JZ.

Fix
    JZ where nothing was discarded; JW on a second line for what was; neither for multi-dose containers.

References
    Pub. 100-04, chapter 17, section 40; section 1847A(h) of the Social Security Act, 42 U.S.C. 1395w-3a; 87 Federal Register 69404 (from
    2023-07-01)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since

EDIT = Edit(
    id="drugs-discard-modifier-missing",
    title="Drug without a word on what was discarded",
    authority="Medicare Claims Processing Manual",
    effective=since("2023-07-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-16",
        "CO-4",
    ),
    looks_at=EachLine(codes=("J0", "J1", "J2", "J3", "J9"), kind="professional"),
    needs=("medicare",),
    fix=Fix.propose("add JZ, or a JW line, as the medication record shows; neither where the drug came from a container of several doses"),
)


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a line with neither, of a drug that no line bills with JW."""
    if not {"JW", "JZ"}.isdisjoint(line.modifiers):
        return
    if not any(other.procedure == line.procedure and "JW" in other.modifiers for other in claim.lines):
        yield EDIT.at(line, f"{line.procedure} with neither JW nor JZ", field="modifiers", value=line.procedure)


PASSES = (
    claim(line("J0696", modifiers=("JZ",), units="4")),
    claim(line("J0696", units="3"), line("J0696", modifiers=("JW",))),
    claim(line("J0696", units="4"), on="2023-06-30"),
    claim(line("J0696", units="4"), payer=COMMERCIAL),
)
FAILS = (claim(line("J0696", units="4")),)
