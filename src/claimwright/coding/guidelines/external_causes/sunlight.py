"""Skin that long exposure to the sun has changed: the source of the radiation beside it (tabular list, L57: use additional code X32)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import RECORD, said

RULE = Guideline(id="icd10cm-guideline-I.C.20-sunlight", title="Exposure to sunlight", sections=("I.C.20.a", "I.A.17"), order=62)
_SUN = re.compile(
    r"\b(?:chronic|long[- ]?(?:term|standing)|heavy|years? of|lifelong|lifetime|occupational|cumulative|significant|excessive|extensive) "
    r"(?:\w+ ){0,2}sun(?:light)?[- ]?(?:exposure|damage)|\bsun[- ]exposure (?:from|for|at|through|over|since|hx|history)|"
    r"history of (?:\w+ ){0,2}sun exposure",
    re.I,
)


def apply(case: Case) -> Changes:
    """X32 beside L57, where external causes are reported."""
    if case.external_causes and case.reports("L57") and (words := said(case, ("sun",), _SUN, RECORD)):
        yield Proposal(code="X32.XXXA", evidence=words, path=("Exposure", "sunlight"), role="external-cause", score=0.8)


EXAMPLES = (
    note("HPI\nChronic sun exposure from farming.\n\nASSESSMENT\n1. Actinic keratoses of the scalp.", codes=("L57.0", "X32.XXXA")),
    note("ASSESSMENT\n1. Actinic keratoses. Sun protection advised.", codes=("L57.0",), absent=("X32.XXXA",)),
)
