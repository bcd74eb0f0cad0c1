"""Secondary hypertension: its cause and I15, never I10 (I.C.9.a.6)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import said

RULE = Guideline(id="icd10cm-guideline-I.C.9.a.6", title="Secondary hypertension", sections=("I.C.9.a.6",), order=29)
CAUSES = (
    (
        re.compile(
            r"(?:hypertension|htn) (?:due to|secondary to|from|caused by) (?:\w+ ){0,2}renal artery (?:stenosis|disease)|"
            r"renovascular hypertension",
            re.I,
        ),
        "I15.0",
    ),
    (
        re.compile(
            r"(?:hypertension|htn) (?:due to|secondary to|from|caused by) (?:\w+ ){0,2}(?:hyperaldosteronism|conn\S*|"
            r"pheochromocytoma|cushing\S*|hyperthyroidism|acromegaly)",
            re.I,
        ),
        "I15.2",
    ),
    (re.compile(r"secondary hypertension", re.I), "I15.9"),
)
"""Words -> secondary hypertension (tabular list, I15)."""


def apply(case: Case) -> Changes:
    """I15 in place of I10 where the statement gives hypertension a cause of these."""
    for pattern, code in CAUSES:
        if words := said(case, ("renal artery", "renovascular", "secondary", "hypertension due", "htn due", "hypertension from"), pattern):
            found = case.findings.get("I10")
            yield Proposal(code=code, evidence=words, replaces=frozenset({"I10"} if found else ()), path=("Hypertension", "secondary"))
            return


EXAMPLES = (
    note("ASSESSMENT\n1. Hypertension due to renal artery stenosis.", codes=("I15.0",), absent=("I10",)),
    note("ASSESSMENT\n1. Hypertension.\n2. Renal artery stenosis.", codes=("I10",), absent=("I15.0",)),
)
