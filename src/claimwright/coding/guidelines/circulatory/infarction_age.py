"""Myocardial infarction: I21 up to four weeks, I25.2 after them when no care is needed for it (I.C.9.e.1)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ...context import reason_for
from ..model import Changes, Guideline, note
from ..reading import STORY, beside, instead, line_at, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.9.e.1", title="Age of a myocardial infarction", sections=("I.C.9.e.1",), order=36)
_MI = r"(?:myocardial infarction|\bmi\b|n?stemi|heart attack)"
_OLD = re.compile(
    rf"{_MI}[^.;\n]{{0,25}}(?:(?:[5-9]|[1-9]\d) weeks? ago|(?:\d+|one|two|three|four|five|six|several) (?:months?|"
    rf"years?) ago|last (?:year|summer|winter|spring|fall)|in (?:19|20)\d\d)",
    re.I,
)
_PRIOR = re.compile(
    r"\b(?:anterior|inferior|lateral|posterior|myocardial|septal) infarct(?:ion)?[^.;,\n]{0,15}\b(?:19|20)\d\d\b|"
    rf"{_MI}(?:,| in| of)? ?(?:19|20)\d\d\b|"
    rf"\b(?:old|prior|previous|remote|h/o|hx of|history of|s/p) (?:an? )?(?:anterior |inferior |lateral |silent |large |small )*{_MI}",
    re.I,
)
LASTING = STORY | {"history", "problem_list"}


def apply(case: Case) -> Changes:
    """I25.2 for an infarction that its statement places more than four weeks back."""
    for found in case.codes("I21"):
        if words := together(case, found, said(case, ("infarct", "mi", "stemi", "attack"), _OLD, STORY, asserted=False)):
            yield instead(found, "I25.2", words, ("Infarct", "myocardium", "healed or old"))

    if case.has_any(("infarct", "mi ", "mi,", "stemi", "attack")) and not case.reports("I21", "I22", "I25.2"):
        spans = tuple(span for span in case.find(_PRIOR, LASTING, asserted=False) if _is_own(case, span))
        if spans:
            yield beside("I25.2", spans, "Infarct", "myocardium", "healed or old")


def _is_own(case: Case, span: Evidence) -> bool:
    """Whether nothing but that it is past is said of it."""
    line = line_at(case, span)
    context = line and reason_for(line.text, span.start - line.start, span.end - line.start, inside=False)
    return not context or context[0] == "historical"


EXAMPLES = (
    note("HPI\nAnterior infarct in 2014.\n\nASSESSMENT\n1. Ischemic cardiomyopathy.", codes=("I25.5", "I25.2")),
    note("HPI\nHis father had an anterior infarct in 2014.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("I25.2",)),
    note("ASSESSMENT\n1. NSTEMI 8 weeks ago.", codes=("I25.2",), absent=("I21.4",)),
    note("ASSESSMENT\n1. NSTEMI 2 weeks ago.", codes=("I21.4",), absent=("I25.2",)),
)
