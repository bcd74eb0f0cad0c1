"""Endocarditis with an organism, vegetations or the word itself is infective, I33.0 (Alphabetic Index, Endocarditis, infective)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import instead, lines_of

RULE = Guideline(id="icd10cm-guideline-I.C.1.b-endocarditis", title="Infective endocarditis", sections=("I.C.1.b",), order=9)
_INFECTIVE = re.compile(
    r"\b(?:infective|infectious|bacterial|septic|MSSA|MRSA|staph\w*|strep\w*|enterococc\w+|candida\w*|HACEK|vegetations?|"
    r"culture[- ]negative)\b",
    re.I,
)
VALVES = ("I05", "I07", "I08", "I33.9", "I34", "I35", "I36", "I37", "I38")


def apply(case: Case) -> Changes:
    """I33.0 in place of the valve's endocarditis without a cause."""
    for found in case.codes(*VALVES):
        if any("endocarditis" in span.text.lower() for span in found.evidence) and any(
            _INFECTIVE.search(line.text) for line in lines_of(case, found)
        ):
            yield instead(found, "I33.0", (), ("Endocarditis", "infective"))


EXAMPLES = (
    note("ASSESSMENT\n1. Tricuspid valve endocarditis due to MSSA.", codes=("I33.0", "B95.61"), absent=("I07.9", "A49.01"), first="I33.0"),
    note("ASSESSMENT\n1. Rheumatic endocarditis.", codes=("I09.1",), absent=("I33.0",)),
)
