"""Two diagnoses that an Excludes1 note forbids together.

What it checks
    No diagnosis is named by an Excludes1 note that stands at another one, its category, block or chapter.

Why payers deny it
    Excludes1 means "not coded here": both cannot be true at once, and many payers deny the service that points to them. The exception,
    two conditions that have nothing to do with each other, must be read in the note; hence a warning.

Example
    E10.9 and E11.9: diabetes of type 1 and of type 2.

Fix
    Keep the one that the note supports; keep both only where they are unrelated conditions.

References
    ICD-10-CM Official Guidelines, I.A.12.a (Excludes1)
"""

from collections.abc import Iterator

from claimwright.core import undotted
from claimwright.edits import Claim, DiagnosisPair, EachDiagnosisPair, Edit, Finding, Fix, Listed, Reference, Severity, claim, since
from claimwright.edits.tabular import exclusion

EDIT = Edit(
    id="icd10cm-excludes1",
    title="Diagnoses that an Excludes1 note forbids together",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-11", "CO-146"),
    looks_at=EachDiagnosisPair(),
    needs=("icd10cm",),
    fix=Fix.never("keep the diagnosis that the note supports; both only if they are unrelated conditions"),
)


def check(claim: Claim, pair: DiagnosisPair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding for a pair, whichever of the two carries the note."""
    first, second = pair.first, pair.second
    if note := exclusion(reference.icd10cm, first.code, second.code, reference.on):
        holder, named = (first, second) if undotted(note.holder) == first.code else (second, first)
        yield _found(second, holder, named, note.at)


def _found(where: Listed, holder: Listed, named: Listed, at: str) -> Finding:
    message = f"An Excludes1 note at {at} keeps {named.shown} from being coded with {holder.shown}"
    return EDIT.at(where, message, value=where.shown)


PASSES = (
    claim(diagnoses=("E11.9", "I10")),
    claim(diagnoses=("E11.22", "N18.31")),
    claim(diagnoses=("F07.81", "S06.0X0D")),  # the note names S06.0X- with 7th character A only
)
FAILS = (
    claim(diagnoses=("E10.9", "E11.9")),
    claim(diagnoses=("E11.9", "E10.9")),
    claim(diagnoses=("R73.03", "E11.9")),
    claim(diagnoses=("F07.81", "S06.0X0A")),
)
