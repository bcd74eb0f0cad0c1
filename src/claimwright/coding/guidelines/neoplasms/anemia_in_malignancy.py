"""Anemia in malignancy: the malignancy first, then D63.0; anemia from its treatment: the anemia first (I.C.2.c.1, I.C.2.c.2)."""

from __future__ import annotations

from ...case import Case
from ..model import Changes, First, Guideline, note

RULE = Guideline(id="icd10cm-guideline-I.C.2.c.1", title="Anemia in malignancy", sections=("I.C.2.c.1",), order=87)


def apply(case: Case) -> Changes:
    """The neoplasm before D63.0."""
    if "D63.0" in case.findings and (tumor := case.codes("C")):
        yield First(tumor[0].code)


EXAMPLES = (
    note("ASSESSMENT\n1. Anemia due to breast cancer.", codes=("D63.0", "C50.919"), first="C50.919"),
    note("ASSESSMENT\n1. Iron deficiency anemia.\n2. Gout.", codes=("D50.9",), absent=("D63.0",), first="D50.9"),
)
