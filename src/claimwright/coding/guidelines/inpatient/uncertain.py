"""Uncertain diagnosis: in a facility's final diagnostic statement coded as if it existed, elsewhere not (II.H, III.C, IV.H).

The reading of uncertain words is part of collecting mentions; this rule marks the codes that rest on them and asks for confirmation.
"""

from __future__ import annotations

from claimwright.core import Query

from ...case import Case
from ..model import Ask, Changes, Guideline, note

RULE = Guideline(
    id="icd10cm-guideline-II.H", title="Uncertain diagnosis", sections=("II.H", "III.C", "IV.H"), order=15, settings=("inpatient",)
)


def apply(case: Case) -> Changes:
    """Name the rule on every code that stands only because of it, and ask whether the diagnosis was confirmed."""
    for found in case.findings.values():
        if found.uncertain:
            found.rules.append(RULE.id)
            yield Ask(
                Query(kind="clinical-validation", about="Diagnosis stated as uncertain at discharge", indicators=tuple(found.evidence))
            )


EXAMPLES = (
    note("DISCHARGE DIAGNOSIS\n1. Probable pneumonia.", codes=("J18.9",), setting="inpatient"),
    note("ASSESSMENT\n1. Probable pneumonia.\n2. Cough.", codes=("R05.9",), absent=("J18.9",)),
)
