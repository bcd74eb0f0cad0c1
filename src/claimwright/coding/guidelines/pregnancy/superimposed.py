"""Pre-eclampsia on top of hypertension that was there before is O11, not O10 with O14 (I.C.15.d; tabular list, O11)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import STORY, evidence_of, said
from .term import trimester

RULE = Guideline(id="icd10cm-guideline-I.C.15.d", title="Superimposed pre-eclampsia", sections=("I.C.15.d",), order=45)
_SUPERIMPOSED = re.compile(
    r"super-?imposed pre-?eclampsia|pre-?eclampsia superimposed|chronic hypertension with (?:superimposed )?pre-?eclampsia", re.I
)


def apply(case: Case) -> Changes:
    """O11 with the trimester beside the type of hypertension; O14 goes."""
    mild = case.codes("O14")
    before = case.codes("O10", "I10")
    words = said(case, ("eclampsia",), _SUPERIMPOSED, STORY)
    if words or (mild and before):
        spans = words or evidence_of(*mild, *before)
        code = f"O11.{trimester(case)}"
        yield Proposal(
            code=code,
            evidence=spans,
            replaces=frozenset(one.code for one in mild),
            path=("Pre-eclampsia", "with pre-existing hypertension"),
        )


EXAMPLES = (
    note("ASSESSMENT\n1. Chronic hypertension with superimposed preeclampsia, third trimester.", codes=("O11.3",), absent=("O14.93",)),
    note("ASSESSMENT\n1. Severe preeclampsia, third trimester.", codes=("O14.13",), absent=("O11.3",)),
)
