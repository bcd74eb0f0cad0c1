"""A diagnosis code that does not exist on the date of service.

What it checks
    Each diagnosis stands in ICD-10-CM on the claim's date: a professional claim's first day, an institutional claim's last.

Why payers deny it
    A code outside the code set of the day is invalid (CO-146); a claim of only such codes is rejected on receipt.

Example
    A code that was deleted on 30 September, on a visit of 1 October.

Fix
    Code from the release in force on the date of service.

References
    45 CFR 162.1002 (code sets, in force on the date of service); Pub. 100-04, chapter 23, section 10.2
"""

from collections.abc import Iterator

from claimwright.edits import Claim, EachDiagnosis, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.tabular import validity

EDIT = Edit(
    id="icd10cm-invalid-code",
    title="Diagnosis code not valid on the date of service",
    authority="ICD-10-CM code set",
    effective=since("2015-10-01"),
    severity=Severity.ERROR,
    prevents=("CO-146", "CO-16"),
    looks_at=EachDiagnosis(),
    needs=("icd10cm",),
    fix=Fix.never("code from the release in force on the date of service"),
)


def check(claim: Claim, listed: Listed, reference: Reference) -> Iterator[Finding]:
    """Yield one finding with the book's reason."""
    found = validity(reference.icd10cm, listed.code, reference.on)
    if found and not found.valid:
        yield EDIT.at(listed, f"{listed.shown} is not valid on {reference.on}: {found.reason}", value=listed.shown, stale=found.stale)


PASSES = (claim(diagnoses=("E11.9",)), claim(diagnoses=("e119",)))
FAILS = (claim(diagnoses=("E11.99",)), claim(diagnoses=("E66.813",), on="2024-09-30"), claim(diagnoses=("",)))
