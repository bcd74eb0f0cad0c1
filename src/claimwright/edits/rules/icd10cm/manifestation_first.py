"""A manifestation as the first-listed diagnosis.

What it checks
    A code that only describes how another disease shows itself is not first. Which codes those are on a day, the Medicare Code Editor's
    list says.

Why payers deny it
    The underlying disease comes first; a manifestation alone or first is unacceptable (Medicare's editors reject it).

Example
    H42 (glaucoma in diseases classified elsewhere) as the only diagnosis.

Fix
    List the underlying disease first, then the manifestation.

References
    ICD-10-CM Official Guidelines, I.A.13 (etiology/manifestation convention);
    Definitions of Medicare Code Edits, manifestation code as principal diagnosis
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.tabular import flags

EDIT = Edit(
    id="icd10cm-manifestation-first",
    title="Manifestation as the first-listed diagnosis",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-16", "CO-146"),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("list the underlying disease first"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for the first diagnosis only."""
    if listed.is_first and "manifestation" in flags(reference.icd10cm, listed.code, reference.on):
        yield EDIT.at(listed, f"{listed.shown} is a manifestation: the disease that causes it comes first", value=listed.shown)


PASSES = (claim(diagnoses=("E85.4", "H42")),)
FAILS = (claim(diagnoses=("H42", "E85.4")), claim(diagnoses=("F02.80",)))
