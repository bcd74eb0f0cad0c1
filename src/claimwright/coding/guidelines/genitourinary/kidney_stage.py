"""Chronic kidney disease has one stage: end stage over the others, a stated stage over none (I.C.14.a.1)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import ask, evidence_of

RULE = Guideline(id="icd10cm-guideline-I.C.14.a.1", title="Stage of chronic kidney disease", sections=("I.C.14.a.1",), order=23)
STAGES = ("N18.1", "N18.2", "N18.30", "N18.31", "N18.32", "N18.4", "N18.5")


def apply(case: Case) -> Changes:
    """Remove other stages beside N18.6, and the unspecified one beside a stage."""
    stages = case.codes(*STAGES)
    end = case.findings.get("N18.6")
    for found in stages if end else ():
        yield Removal(found.code, "replaced-by-combination", "end stage is documented")
    if (stages or end) and "N18.9" in case.findings:
        yield Removal("N18.9", "replaced-by-combination", "the stage is documented")
    if not end and len(stages) > 1:
        yield ask("Stage of the chronic kidney disease: the record tells more than one", evidence_of(*stages), "conflict")


EXAMPLES = (
    note("ASSESSMENT\n1. CKD stage 5.\n2. End stage renal disease.", codes=("N18.6",), absent=("N18.5",)),
    note("ASSESSMENT\n1. CKD stage 3a.\n2. CKD stage 4.", codes=("N18.31", "N18.4"), asks="Stage of the chronic kidney disease"),
)
