"""Hypertensive retinopathy: H35.03- with a code of I10 to I15 for the hypertension (I.C.9.a.5)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import beside, evidence_of

RULE = Guideline(id="icd10cm-guideline-I.C.9.a.5", title="Hypertensive retinopathy", sections=("I.C.9.a.5",), order=48)


def apply(case: Case) -> Changes:
    """I10 beside the retinopathy where no hypertension is reported; the word itself tells it."""
    eye = case.codes("H35.03")
    if eye and not case.codes("I10", "I11", "I12", "I13", "I15"):
        yield beside("I10", evidence_of(*eye), "Retinopathy", "hypertensive")


EXAMPLES = (
    note("ASSESSMENT\n1. Hypertensive retinopathy, right eye.", codes=("H35.031", "I10")),
    note("ASSESSMENT\n1. Macular degeneration.", absent=("I10", "H35.031"), codes=("H35.30",)),
)
