"""Cause listed after its manifestation.

What it checks
    The disease that causes a manifestation stands before it.

Why payers deny it
    Manifestation codes may never come before their cause (CO-16).

Example
    F02.80 (dementia in another disease) before G30.9.

Fix
    Change the order.

References
    ICD-10-CM Official Guidelines, I.A.13 (etiology/manifestation convention)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, DiagnosisPair, EachDiagnosisPair, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.tabular import order

EDIT = Edit(
    id="icd10cm-cause-after-manifestation",
    title="Cause listed after its manifestation",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=(
        "CO-16",
        "CO-11",
    ),
    looks_at=EachDiagnosisPair(),
    needs=("icd10cm",),
    fix=Fix.never("list the underlying disease of the record before its manifestation"),
)


def check(claim: Claim, pair: DiagnosisPair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a pair in reverse order, unless another cause stands before the manifestation."""
    known = order(reference.icd10cm, pair.first.code, pair.second.code, reference.on)
    reverse = known is not None and known.mandatory and undotted(known.first) == pair.second.code
    if reverse and not _has_cause_before(claim, pair.first, reference):
        message = f"{pair.second.shown} comes before its manifestation {pair.first.shown}"
        yield EDIT.at(pair.second, message, value=pair.second.shown)


def _has_cause_before(claim: Claim, manifestation: Listed, reference: Reference) -> bool:
    """Whether a diagnosis before a manifestation is one of its causes."""
    for other in claim.diagnoses[: manifestation.number - 1]:
        known = order(reference.icd10cm, undotted(other.code), manifestation.code, reference.on)
        if known and known.mandatory and undotted(known.second) == manifestation.code:
            return True
    return False


PASSES = (claim(diagnoses=("G30.9", "F02.80")), claim(diagnoses=("G30.9", "F02.80", "G31.09")))
FAILS = (claim(diagnoses=("F02.80", "G30.9")), claim(diagnoses=("I10", "F02.80", "G30.9")))
