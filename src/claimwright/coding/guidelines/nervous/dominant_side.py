"""Hemiplegia by side: right counts as dominant, left not, unless the record tells the hand; ambidextrous is dominant (I.C.6.a)."""

from __future__ import annotations

import re

from ...case import Case
from ...words import side_of
from ..model import Changes, Guideline, note
from ..reading import instead, lines_of, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.6.a", title="Dominant side", sections=("I.C.6.a",), order=21)
_HAND = re.compile(r"\b(right|left)[- ]hand(?:ed|edness| dominan\w+)|ambidextrous", re.I)
DIGITS = {("right", True): "1", ("left", True): "2", ("right", False): "3", ("left", False): "4"}
FAMILIES = ("G81.0", "G81.1", "G81.9", "G83.1", "G83.2", "G83.3", *(f"I69.{kind}{limb}" for kind in "012389" for limb in "345"))


def apply(case: Case) -> Changes:
    """The last digit by the side of the statement and the dominant hand."""
    for found in case.codes(*FAMILIES):
        tree_side = case.knowledge.tree.side(found.code)
        side = next((side for span in found.evidence if (side := side_of(span.text)) in ("right", "left")), None)
        lines = (side_of(_HAND.sub("", line.text)) for line in lines_of(case, found))
        side = side or next((one for one in lines if one in ("right", "left")), tree_side)
        if side not in ("right", "left"):
            continue
        hand = said(case, ("handed", "hand dom", "ambidextrous"), _HAND, None)
        told = hand[0].text.lower() if hand else ""
        dominant = "ambi" in told or told.startswith(side) or (not told and side == "right")
        code = found.code[:-1] + DIGITS[side, dominant]
        if code != found.code:
            yield instead(found, code, (*together(case, found, case.find(_SIDE)), *hand))


_SIDE = re.compile(r"\b(?:right|left)\b(?![- ]hand)", re.I)


EXAMPLES = (
    note("ASSESSMENT\n1. Left hemiplegia.", codes=("G81.94",), absent=("G81.90",)),
    note("HPI\nShe is left-handed.\n\nASSESSMENT\n1. Left hemiplegia.", codes=("G81.92",), absent=("G81.94",)),
    note("ASSESSMENT\n1. Hemiplegia.", codes=("G81.90",), absent=("G81.91",)),
)
