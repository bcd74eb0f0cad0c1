"""Two diagnoses compared at discharge ("versus", "or") are both coded as if confirmed; which leads is the admission's circumstances (II.D).

The reading of both sides is part of collecting mentions; this rule names itself on their codes and asks which of them was confirmed.
"""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, evidence_of, said, together

RULE = Guideline(
    id="icd10cm-guideline-II.D", title="Comparative or contrasting conditions", sections=("II.D", "II.H"), order=79, settings=("inpatient",)
)
_VERSUS = re.compile(r"\b(?:versus|vs\.?)\b", re.I)
FINAL = frozenset({"discharge_diagnosis", "diagnosis"})


def apply(case: Case) -> Changes:
    """Mark the codes of both sides, with one question."""
    words = said(case, ("versus", "vs"), _VERSUS, FINAL, asserted=False)
    sides = [found for found in case.findings.values() if words and found.uncertain and together(case, found, words)]
    if len(sides) > 1:
        for found in sides:
            found.rules.append(RULE.id)
        yield ask("Which of the compared conditions was found", evidence_of(*sides), "clinical-validation")


EXAMPLES = (
    note(
        "DISCHARGE DIAGNOSIS\n1. Acute cholecystitis versus acute pancreatitis.",
        codes=("K81.0", "K85.90"),
        setting="inpatient",
        asks="compared conditions",
    ),
    note(
        "ASSESSMENT\n1. Acute cholecystitis versus acute pancreatitis.\n2. Abdominal pain.",
        codes=("R10.9",),
        absent=("K81.0", "K85.90"),
    ),
)
