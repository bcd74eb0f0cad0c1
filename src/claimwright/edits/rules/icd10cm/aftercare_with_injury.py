"""Aftercare code for an injury.

What it checks
    Orthopedic and surgical aftercare (Z47, Z48) does not stand beside an injury (S00 to S99) in its aftercare.

Why payers deny it
    Aftercare of an injury is told by the injury's 7th character (CO-16).

Example
    Z47.89 with S52.501D.

Fix
    Leave out the aftercare code.

References
    ICD-10-CM Official Guidelines, I.C.21.c.7 (aftercare) and I.C.19.a (7th characters)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, DiagnosisPair, EachDiagnosisPair, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-aftercare-with-injury",
    title="Aftercare code for an injury",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-11",
        "CO-16",
    ),
    looks_at=EachDiagnosisPair(codes=("Z47", "Z48")),
    fix=Fix.never("keep the injury with the 7th character that the record supports, without the aftercare code"),
)


def check(claim: Claim, pair: DiagnosisPair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the aftercare code."""
    for care, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if care.code.startswith(("Z47", "Z48")) and other.code.startswith("S") and other.code[6:7] not in ("", "A", "S"):
            yield EDIT.at(care, f"{care.shown} beside {other.shown}", value=care.shown)


PASSES = (claim(diagnoses=("Z47.1", "Z96.651")),)
FAILS = (claim(diagnoses=("Z47.89", "S52.501D")),)
