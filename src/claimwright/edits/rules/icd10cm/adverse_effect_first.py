"""Adverse effect before its nature.

What it checks
    The drug of an adverse effect (T36 to T50, intent 5) is not listed first.

Why payers deny it
    What the drug did is the reason for the encounter and comes first (CO-11).

Example
    T45.1X5A first.

Fix
    List first what the note says the drug did.

References
    ICD-10-CM Official Guidelines, I.C.19.e.5.a (adverse effect)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.families import DRUGS, intent

EDIT = Edit(
    id="icd10cm-adverse-effect-first",
    title="Adverse effect before its nature",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-11",
        "CO-16",
    ),
    looks_at=EachDiagnosis(codes=DRUGS),
    fix=Fix.never("list the nature of the adverse effect, from the note, before the drug"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding where it is first."""
    if listed.is_first and intent(listed.code) == "5":
        yield EDIT.at(listed, f"{listed.shown}, an adverse effect, stands first", value=listed.shown)


PASSES = (claim(diagnoses=("D61.810", "T45.1X5A")),)
FAILS = (claim(diagnoses=("T45.1X5A", "D61.810")),)
