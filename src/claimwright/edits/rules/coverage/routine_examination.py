"""Test for a routine examination only.

What it checks
    A laboratory test billed to Medicare does not point only to a general examination (Z00.0-).

Why payers deny it
    Routine physical checkups and the tests that belong to them are excluded by law, but for screenings that the law names (CO-49).

Example
    A complete blood count that points to Z00.00.

Fix
    The reason in the order; if there was none, GY, and the patient pays.

References
    42 CFR 411.15(a)(1) (routine physical checkups); section 1862(a)(7) of the Social Security Act, 42 U.S.C. 1395y; Pub. 100-04, chapter
    18 (screenings that are covered)
"""

from collections.abc import Iterator

from claimwright.edits import COMMERCIAL, Claim, ClaimLine, EachLine, Edit, Finding, Fix, Reference, Severity, claim, line, since
from claimwright.edits.families import LABORATORY

EDIT = Edit(
    id="coverage-routine-examination",
    title="Test for a routine examination only",
    authority="Medicare coverage",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-49",
        "PR-49",
    ),
    looks_at=EachLine(codes=LABORATORY, kind="professional"),
    needs=("medicare",),
    fix=Fix.never("point to the reason that the order gives; if there was none but the examination, tell the patient before the service"),
)
SCREENINGS = frozenset(("80061", "82465", "83718", "84478", "82947", "82950", "82951", "83036", "82270", "81528", "86803", "87389"))
"""Tests with a screening benefit of their own (42 CFR 410.17, 410.18, 410.37; NCD 210.3, 210.7, 210.13)."""


def check(claim: Claim, line: ClaimLine, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where every pointer leads to Z00.0-."""
    pointed = [claim.diagnoses[place - 1].code for place in line.diagnosis_pointers if 1 <= place <= len(claim.diagnoses)]
    routine = bool(pointed) and all(code.startswith("Z00.0") for code in pointed)
    if routine and line.procedure not in SCREENINGS and not {"GY", "GA", "GZ"}.intersection(line.modifiers):
        yield EDIT.at(line, f"{line.procedure} points to {', '.join(pointed)} only", field="diagnosis_pointers", value=pointed[0])


PASSES = (
    claim(line("85025", pointers=(1, 2)), diagnoses=("Z00.00", "D64.9")),
    claim(line("80061"), diagnoses=("Z00.00",)),
    claim(line("85025"), diagnoses=("Z00.00",), payer=COMMERCIAL),
)
FAILS = (claim(line("85025"), diagnoses=("Z00.00",)),)
