"""Injury at two stages.

What it checks
    One injury does not stand twice, with two 7th characters.

Why payers deny it
    An encounter is of one stage (CO-16).

Example
    S52.501A and S52.501D.

Fix
    Keep the stage of this encounter.

References
    ICD-10-CM Official Guidelines, I.C.19.a (application of 7th characters)
"""

from collections.abc import Iterator

from claimwright.edits import Claim, DiagnosisPair, EachDiagnosisPair, Edit, Finding, Fix, Reference, Severity, claim, since

EDIT = Edit(
    id="icd10cm-two-encounters-of-one-injury",
    title="Injury at two stages",
    authority="ICD-10-CM Official Guidelines",
    effective=since("2015-10-01"),
    severity=Severity.WARNING,
    prevents=("CO-16",),
    looks_at=EachDiagnosisPair(codes=("S", "T")),
    fix=Fix.never("keep the 7th character that the note supports"),
)


def check(claim: Claim, pair: DiagnosisPair, reference: Reference) -> Iterator[Finding]:
    """Yield one finding on the second."""
    one, other = pair.first.code, pair.second.code
    if one[:1] in "ST" and len(one) == len(other) == 7 and one[:6] == other[:6] and one != other:
        yield EDIT.at(pair.second, f"{pair.first.shown} and {pair.second.shown}", value=pair.second.shown)


PASSES = (claim(diagnoses=("S52.501D", "S52.601D")),)
FAILS = (claim(diagnoses=("S52.501A", "S52.501D")),)
