"""The blood alcohol level beside an alcohol-related disorder: Y90 by the number, from anyone's documentation (I.B.14, I.C.5.b.5)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import RECORD, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.5.b.5",
    title="Blood alcohol level",
    sections=(
        "I.B.14",
        "I.C.5.b.5",
    ),
    order=65,
)
_LEVEL = re.compile(
    r"(?:blood alcohol(?: level| content| concentration)?|\bbal\b|\betoh level|alcohol level|"
    r"ethanol level)[^.\d\n]{0,15}(\d{1,3})(?: ?mg/(?:dl|100 ?ml))?(?![.\d])|"
    r"\b(?:etoh|ethanol|alcohol):? (\d{1,3}) ?mg/(?:dl|100 ?ml)",
    re.I,
)
STEPS = ((20, "Y90.0"), (40, "Y90.1"), (60, "Y90.2"), (80, "Y90.3"), (100, "Y90.4"), (120, "Y90.5"), (200, "Y90.6"), (240, "Y90.7"))
"""Less than so many mg in 100 ml -> code (tabular list, Y90)."""


def apply(case: Case) -> Changes:
    """Y90 for the first level told, in mg/100 ml."""
    if not case.codes("F10", "T51.0", "K70", "G62.1", "R78.0"):
        return
    words = said(case, ("alcohol", "bal", "etoh", "ethanol"), _LEVEL, RECORD)
    match = _LEVEL.search(words[0].text) if words else None
    if match:
        level = int(match[1] or match[2])
        code = next((code for below, code in STEPS if level < below), "Y90.8")
        yield Proposal(code=code, evidence=words, path=("Blood alcohol level", str(level)), role="external-cause")


EXAMPLES = (
    note("RESULTS\nBlood alcohol level 260 mg/dL.\n\nASSESSMENT\n1. Alcohol abuse with intoxication.", codes=("Y90.8",)),
    note("RESULTS\nBlood alcohol level 10 mg/dL.\n\nASSESSMENT\n1. Hypertension.", codes=("I10",), absent=("Y90.0",)),
)
