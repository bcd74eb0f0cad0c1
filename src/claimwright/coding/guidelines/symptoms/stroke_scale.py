"""NIHSS: R29.7 with the score, after the stroke, from anyone's documentation (I.B.14, I.C.18.i)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import RECORD, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.18.i",
    title="NIHSS",
    sections=(
        "I.B.14",
        "I.C.18.i",
    ),
    order=57,
)
_SCORE = re.compile(
    r"(?:nihss|nih stroke (?:scale|score))(?: score)?(?: of| was| is|:)?(?: on (?:arrival|admission))?(?: of| was)? ?(\d{1,2})(?!\d)\b",
    re.I,
)


def apply(case: Case) -> Changes:
    """R29.700 to R29.742 beside I63, by the first score told."""
    if not case.codes("I63"):
        return
    words = said(case, ("nihss", "nih stroke"), _SCORE, RECORD)
    match = _SCORE.search(words[0].text) if words else None
    if match and int(match[1]) <= 42:
        yield beside(f"R29.7{int(match[1]):02d}", words, "NIHSS score", match[1])


EXAMPLES = (
    note("EXAM\nNIHSS 7.\n\nASSESSMENT\n1. Acute ischemic stroke.", codes=("I63.9", "R29.707"), first="I63.9"),
    note("EXAM\nNIHSS 0.\n\nASSESSMENT\n1. Migraine.", codes=("G43.909",), absent=("R29.700",)),
)
