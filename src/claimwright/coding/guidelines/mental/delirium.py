"""Delirium of which the record gives the cause is F05 (Alphabetic Index, Delirium, due to)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ...context import reason_for
from ...text import Sentence
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, instead, line_at, lines_of, said

RULE = Guideline(id="icd10cm-guideline-I.B.14-delirium", title="Delirium with its cause", sections=("I.A.17",), order=27)
_CAUSE = re.compile(
    r"(?:due to|from|because of|secondary to|caused by|superimposed on|in the setting of|with|following|after) "
    r"(?:the |his |her |an? )?[a-z]|multifactorial",
    re.I,
)
_BEFORE = re.compile(r"\b(?:post-?op(?:erative)?|POD ?#?\d+|metabolic|toxic|septic|infectious) $", re.I)
_DELIRIUM = re.compile(r"\bdelirium\b(?! tremens)", re.I)


def apply(case: Case) -> Changes:
    """F05 in place of R41.0 where a sentence of the record gives a cause; alcohol and drugs have codes of their own."""
    found = case.findings.get("R41.0") or case.pool.get("R41.0")
    if found is None or case.codes("F10.231", "F05", "F13"):
        return
    words = said(case, ("delirium",), _DELIRIUM, ASSESSED | {"course", "hpi"}, asserted=False)
    linked = tuple(span for span in words if (line := line_at(case, span)) and _gives_cause(line, span))
    if linked and (case.setting == "inpatient" or any(line.section in ASSESSED for line in lines_of(case, found))):
        yield instead(found, "F05", linked, ("Delirium", "due to", "known physiological condition"))


def _gives_cause(line: Sentence, span: Evidence) -> bool:
    start, end = span.start - line.start, span.end - line.start
    context = reason_for(line.text, start, end, inside=False)
    if context and context[0] != "resolved":
        return False
    return bool(_CAUSE.search(line.text, end) or _BEFORE.search(line.text[:start]))


EXAMPLES = (
    note("ASSESSMENT\n1. Delirium due to urinary tract infection.", codes=("F05", "N39.0"), absent=("R41.0",)),
    note("ASSESSMENT\n1. Postoperative delirium.", codes=("F05",), absent=("R41.0",)),
    note("ASSESSMENT\n1. Delirium.", codes=("R41.0",), absent=("F05",)),
)
