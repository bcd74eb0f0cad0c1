"""Glaucoma is coded to its stage; indeterminate is what the provider cannot decide, not what is left unsaid (I.C.7.a)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, ask, instead, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.7.a",
    title="Stage of glaucoma",
    sections=(
        "I.C.7.a.1",
        "I.C.7.a.5",
    ),
    order=29,
)
_STAGE = re.compile(r"\b(mild|moderate|severe|advanced|end[- ]stage|indeterminate|early)\b", re.I)
DIGIT = {
    "mild": "1",
    "early": "1",
    "moderate": "2",
    "severe": "3",
    "advanced": "3",
    "end-stage": "3",
    "end stage": "3",
    "indeterminate": "4",
}


def apply(case: Case) -> Changes:
    """The seventh character by the words of the statement; a question where no stage is told."""
    for found in case.codes("H40."):
        if len(found.code) != 8 or found.code[-1] != "0":
            continue
        if words := together(case, found, case.find(_STAGE, STORY)):
            yield instead(found, found.code[:-1] + DIGIT[words[0].text.lower()], words)
        else:
            yield ask("Stage of the glaucoma", found.evidence)


EXAMPLES = (
    note("ASSESSMENT\n1. Primary open angle glaucoma of the right eye. It is severe.", asks="Stage"),
    note("ASSESSMENT\n1. Primary open angle glaucoma of the right eye, now advanced.", codes=("H40.1113",), absent=("H40.1110",)),
)
