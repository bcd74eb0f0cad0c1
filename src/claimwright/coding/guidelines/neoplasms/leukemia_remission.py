"""Leukemia, myeloma and plasma cell neoplasm: not in remission, in remission, in relapse; "history of" is another code (I.C.2.n)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead, lines_of, together

RULE = Guideline(id="icd10cm-guideline-I.C.2.n", title="Leukemia in remission or relapse", sections=("I.C.2.n",), order=29)
_REMISSION = re.compile(r"in (?:complete |partial |molecular |hematologic )?remission|\bin CR\d?\b", re.I)
_RELAPSE = re.compile(r"relapse[ds]?|in relapse", re.I)
_NOT = re.compile(r"not (?:yet )?(?:in|achieved) (?:\w+ )?remission|never (?:in|achieved) remission", re.I)


def apply(case: Case) -> Changes:
    """The sixth character by the words of the statement: 1 in remission, 2 in relapse."""
    for found in case.codes("C90.", "C91.", "C92.", "C93.", "C94.", "C95."):
        if len(found.code) != 6 or found.code[-1] != "0":
            continue
        relapse, remission = together(case, found, case.find(_RELAPSE)), together(case, found, case.find(_REMISSION))
        if any(_NOT.search(line.text) for line in lines_of(case, found)):
            continue
        if relapse or remission:
            yield instead(found, found.code[:-1] + ("2" if relapse else "1"), relapse or remission)


EXAMPLES = (
    note("ASSESSMENT\n1. Multiple myeloma, stable, she is in remission.", codes=("C90.01",), absent=("C90.00",)),
    note("ASSESSMENT\n1. Chronic lymphocytic leukemia, now relapsed.", codes=("C91.12",), absent=("C91.10",)),
    note("ASSESSMENT\n1. Multiple myeloma, not in remission.", codes=("C90.00",), absent=("C90.01",)),
)
