"""The bite of a tick or another insect is superficial, no open bite (Alphabetic Index, Bite, by site, superficial, insect)."""

from __future__ import annotations

import re

from ...case import Case
from ...verify import phase_of
from ..model import Changes, Guideline, note
from ..reading import instead, lines_of

RULE = Guideline(id="icd10cm-guideline-I.B.2-insect", title="Bite of an insect", sections=("I.B.2", "I.C.19.b"), order=21)
_INSECT = re.compile(r"\b(?:ticks?|insects?|mosquito(?:es)?|fleas?|bed ?bugs?|bugs?|ants?|chiggers?|deer fly)\b", re.I)
_OPEN = re.compile(r"Open bite(?:,| of)? ([^,]+)")


def apply(case: Case) -> Changes:
    """The superficial bite of the same site in place of the open one where an insect is told."""
    for found in case.codes("S"):
        place = _OPEN.match(case.title(found.code) or "")
        line = next((line for line in lines_of(case, found) if _INSECT.search(line.text)), None) if place else None
        if place is None or line is None:
            continue
        text = f"insect bite nonvenomous {place[1]}"
        hit = next((one for one in case.knowledge.search(text) if one.code[0] == "S" and one.code[2] == "0"), None)
        leaf = case.leaf(hit.code, text, case.knowledge.tree.side(found.code), phase_of(line.text)) if hit else None
        if leaf:
            yield instead(found, leaf.code, (), ("Bite", "superficial", "insect"))


EXAMPLES = (
    note("ASSESSMENT\n1. Tick bite of right thigh.", codes=("S70.361A",), absent=("S71.151A",)),
    note("ASSESSMENT\n1. Dog bite of right thigh.", codes=("S71.151A",), absent=("S70.361A",)),
)
