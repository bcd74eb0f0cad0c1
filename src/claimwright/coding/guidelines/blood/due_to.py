"""Thrombocytopenia and immunodeficiency with their cause: D69.59, D84.821 (Alphabetic Index: secondary; due to drugs)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.B.16-blood", title="Cause of a blood disorder", sections=("I.B.16", "I.B.9"), order=31)
_CAUSE = re.compile(
    r"\b(?:due to|secondary to|caused by|from|d/t|2/2|because of|of cirrhosis|in the setting of)\b|\bsecondary thrombocytopenia", re.I
)
_DRUGS = re.compile(
    r"immuno\w+[^.;]{0,25}(?:due to|from|by|d/t|secondary to|2/2|on)(?: (?:his|her|the|chronic))* (?:med\w*|drugs?|biologic\w*|"
    r"chemo\w*|steroids?|"
    r"pred(?:nisone)?\b|MMF\b|MTX\b|AZA\b|CsA\b|tacrolimus|methotrexate|\w+cept|\w+mab|\w+nib|mycophenolate|azathioprine|immunosuppress\w*|anti-?rejection)|"
    r"drug-induced immuno\w+",
    re.I,
)


def apply(case: Case) -> Changes:
    """The code that tells the cause, where the statement does."""
    for found in case.codes("D69.6"):
        if words := together(
            case,
            found,
            said(
                case,
                ("due to", "secondary", "caused by", "from", "d/t", "2/2", "because", "of cirrhosis", "setting"),
                _CAUSE,
                STORY,
                asserted=False,
            ),
        ):
            yield instead(found, "D69.59", words, ("Thrombocytopenia", "secondary"))
    for found in case.codes("D84.9", "D89.9"):
        if words := together(case, found, said(case, ("immuno",), _DRUGS, STORY, asserted=False)):
            yield instead(found, "D84.821", words, ("Immunodeficiency", "due to", "drugs"))


EXAMPLES = (
    note("ASSESSMENT\n1. Thrombocytopenia secondary to cirrhosis.", codes=("D69.59",), absent=("D69.6",)),
    note("ASSESSMENT\n1. Thrombocytopenia.", codes=("D69.6",), absent=("D69.59",)),
    note("ASSESSMENT\n1. Immunosuppressed due to medication.", codes=("D84.821",), absent=("D84.9",)),
)
