"""First-listed in a letter or running text: what the writer calls the impression, before what the story names (IV.G)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import STATED, Case, Finding
from ...ordering import in_order
from ..model import Changes, First, Guideline, note
from ..reading import said
from .first_listed import NEVER_FIRST

RULE = Guideline(
    id="icd10cm-guideline-IV.G-impression", title="What the impression names", sections=("IV.G",), order=87, settings=("outpatient",)
)
_NAMED = re.compile(
    r"\b(?:my |our |the |clinical |overall |working |final )*(?:impression|diagnosis|conclusion|opinion) (?:is|was|remains)\b|"
    r"\bI (?:believe|think) (?:that |this |it |he |she )",
    re.I,
)
RUNNING = frozenset({"untitled", "hpi", "course", "plan", "assessment", "assessment_plan"})


def apply(case: Case) -> Changes:
    """The first condition behind such words, where no list of problems ranks them."""
    if case.first or len(case.findings) < 2:
        return
    ordered = in_order(case)
    if ordered[0].level == STATED:
        return
    for span in said(case, ("impression", "diagnosis", "conclusion", "opinion", "i believe", "i think"), _NAMED, RUNNING):
        line = case.sentence_at(span.document, span.start)
        named = [one for one in ordered if line and not NEVER_FIRST.match(one.code) and _behind(one, span, line.end)]
        if named:
            yield First(min(named, key=lambda one: min(place.start for place in one.evidence if place.start >= span.end)).code)
            return


def _behind(found: Finding, span: Evidence, end: int) -> bool:
    return any(place.document == span.document and span.end <= place.start < end for place in found.evidence)


EXAMPLES = (
    note(
        "He takes tamsulosin for an enlarged prostate with weak stream. My impression is that he has Parkinson's disease.",
        codes=("G20.A1", "N40.1"),
        first="G20.A1",
    ),
    note("ASSESSMENT\n1. Hypertension.\n2. Gout.", codes=("I10", "M10.9"), first="I10", absent=("G20.A1",)),
)
