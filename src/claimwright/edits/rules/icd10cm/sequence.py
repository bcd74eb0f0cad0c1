"""Diagnoses in the wrong order.

What it checks
    Where a "code first" or "use additional code" note names both diagnoses, they stand in its order.

Why payers deny it
    The convention decides what the encounter was for; payers return the reverse order (CO-16).

Example
    N18.31 before E11.22.

Fix
    Change the order, not the codes.

References
    ICD-10-CM Official Guidelines, I.A.13 and I.A.17 (etiology and manifestation, "code first", "use additional code")
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, DiagnosisPair, EachDiagnosisPair, Edit, Finding, Fix, Reference, Severity, claim, since
from claimwright.edits.tabular import order

EDIT = Edit(
    id="icd10cm-sequence",
    title="Diagnoses in the wrong order",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=(
        "CO-11",
        "CO-16",
    ),
    looks_at=EachDiagnosisPair(),
    needs=("icd10cm",),
    fix=Fix.never("list first what the note at the code puts first, if the record supports both"),
)

STATUS = ("Z", "F17")
"""What may stand anywhere behind the first diagnosis: status, history, tobacco."""


def check(claim: Claim, pair: DiagnosisPair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a pair in reverse order; manifestations are icd10cm-cause-after-manifestation's matter."""
    known = order(reference.icd10cm, pair.first.code, pair.second.code, reference.on)
    reverse = known is not None and not known.mandatory and undotted(known.first) == pair.second.code
    if known and reverse and not pair.first.code.startswith(STATUS):
        message = f"{pair.second.shown} comes before {pair.first.shown} (note at {known.notes[0].at})"
        yield EDIT.at(pair.second, message, value=pair.second.shown)


PASSES = (claim(diagnoses=("E78.5", "Z87.891", "I10")), claim(diagnoses=("E11.22", "N18.31")), claim(diagnoses=("I10", "E11.9")))
FAILS = (claim(diagnoses=("N18.31", "E11.22")), claim(diagnoses=("N18.31", "I12.9")))
