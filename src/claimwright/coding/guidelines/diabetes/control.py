"""Diabetes that is out of control: "poorly controlled", "inadequately controlled" and "out of control" are with hyperglycemia.

Alphabetic Index, "Diabetes, poorly controlled: code to Diabetes, by type, with hyperglycemia". "Uncontrolled" alone does not say which way:
it needs "with hyperglycemia" or "with hypoglycemia", so it is a question to the provider (I.B.18, I.C.4.a).
"""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import ask, instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.4.a-control", title="Control of diabetes", sections=("I.C.4.a",), order=31)
_DM = r"(?:diabetes(?: mellitus)?|dm ?2?|t2dm|t1dm|diabetic)"
_POOR = re.compile(
    rf"(?:poorly|inadequately)[- ]controlled (?:type (?:2|1|ii|i) )?{_DM}|{_DM}[^.;\n]{{0,25}}(?:poorly|"
    rf"inadequately)[- ]controlled|{_DM}[^.;\n]{{0,25}}out of control|{_DM}[^.;\n]{{0,25}}with hyperglycemia",
    re.I,
)
_UNSAID = re.compile(rf"uncontrolled (?:type (?:2|1|ii|i) )?{_DM}|{_DM}[^.;\n]{{0,15}}uncontrolled", re.I)


def apply(case: Case) -> Changes:
    """Hyperglycemia where the words say so; a question where they leave the direction open."""
    for found in case.codes("E08.9", "E09.9", "E10.9", "E11.9", "E13.9"):
        if poor := tuple(case.find(_POOR)):
            yield Proposal(
                code=found.code[:4] + "65",
                evidence=(*found.evidence, *poor),
                replaces=frozenset({found.code}),
                path=("Diabetes", "poorly controlled"),
            )
        elif unsaid := tuple(case.find(_UNSAID)):
            yield ask(_WHICH, unsaid)
    for found in case.codes("E08.65", "E09.65", "E10.65", "E11.65", "E13.65"):
        unsaid = together(case, found, said(case, ("uncontrolled",), _UNSAID))
        if unsaid and not case.has_any(("hyperglyc", "poorly", "inadequately", "out of control", "high blood sugar", "high glucose")):
            yield instead(found, found.code[:4] + "9", unsaid, ("Diabetes", "uncontrolled"))
            yield ask(_WHICH, unsaid)


_WHICH = "Uncontrolled diabetes: hyperglycemia or hypoglycemia"


EXAMPLES = (
    note("ASSESSMENT\n1. Type 2 diabetes, uncontrolled.", codes=("E11.9",), asks="hyperglycemia or hypoglycemia"),
    note("ASSESSMENT\n1. Type 2 diabetes, poorly controlled.", codes=("E11.65",), absent=("E11.9",)),
    note("ASSESSMENT\n1. Type 2 diabetes, well controlled.", codes=("E11.9",), absent=("E11.65",)),
)
