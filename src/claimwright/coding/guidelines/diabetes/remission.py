"""Diabetes in remission is a code of its own where the provider says remission; "resolved" or "reversed" is a question (I.C.4.a)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import ask, instead, said

RULE = Guideline(id="icd10cm-guideline-I.C.4.a-remission", title="Type 2 diabetes in remission", sections=("I.C.4.a",), order=31)
_REMISSION = re.compile(r"(?:diabetes(?: mellitus)?|dm2?|t2dm)[^.;\n]{0,40}in (?:full |complete |partial )?remission", re.I)
_GONE = re.compile(
    r"(?:diabetes(?: mellitus)?|dm2?|t2dm)[^.;\n]{0,30}(?:resolved|reversed|cured)|(?:resolved|reversed) (?:type 2 )?diabetes", re.I
)


def apply(case: Case) -> Changes:
    """E11.A for E11.9 where remission is said; a question for weaker words."""
    found = case.findings.get("E11.9")
    if words := said(case, ("remission",), _REMISSION):
        if found:
            yield instead(found, "E11.A", words, ("Diabetes", "type 2", "without complications", "in remission"))
    elif gone := said(case, ("resolved", "reversed", "cured"), _GONE, asserted=False):
        yield ask("Whether the diabetes is in remission or no longer there", gone, "clarification")


EXAMPLES = (
    note("ASSESSMENT\n1. Type 2 diabetes after weight loss, now in remission.", codes=("E11.A",), absent=("E11.9",)),
    note("ASSESSMENT\n1. Type 2 diabetes, reversed.", absent=("E11.A",), asks="remission"),
)
