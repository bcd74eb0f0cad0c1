"""Glaucoma is coded to its stage; indeterminate is what the provider cannot decide, not what is left unsaid (I.C.7.a)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...case import Case, Finding
from ..model import Changes, Guideline, Proposal, note
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
        if len(found.code) != 8:
            continue
        if (by_side := _by_side(case, found)) is not None:
            yield from by_side
        elif found.code[-1] != "0":
            continue
        elif words := together(case, found, case.find(_STAGE, STORY)):
            yield instead(found, found.code[:-1] + DIGIT[words[0].text.lower()], words)
        else:
            yield ask("Stage of the glaucoma", found.evidence)


_EACH = re.compile(
    r"\b(mild|moderate|severe|advanced|indeterminate|early)(?: stage)?(?: in(?: the)?)? (right|left|OD|OS)\b|"
    r"\b(right|left|OD|OS)(?: eye)?:? (mild|moderate|severe|advanced|indeterminate|early)\b",
    re.I,
)
_EYE = {"right": "1", "od": "1", "left": "2", "os": "2"}


def _by_side(case: Case, found: Finding) -> Iterator[Proposal] | None:
    """One code for each eye where the statement gives both their own stages (I.C.7.a.2); none where it does not."""
    words = together(case, found, case.find(_EACH, STORY))
    told = {_EYE[(match[2] or match[3]).lower()]: (match[1] or match[4], span) for span in words if (match := _EACH.match(span.text))}
    if len(told) < 2 or found.code[6] not in "1239":
        return None
    codes = {side: found.code[:6] + side + DIGIT[stage.lower()] for side, (stage, _) in told.items()}
    return (instead(found, codes[side], (told[side][1],)) for side in sorted(codes))


EXAMPLES = (
    note(
        "ASSESSMENT\n1. Primary open angle glaucoma, severe stage right, moderate stage left.",
        codes=("H40.1113", "H40.1122"),
        absent=("H40.1133",),
    ),
    note("ASSESSMENT\n1. Primary open angle glaucoma of the right eye. It is severe.", asks="Stage"),
    note("ASSESSMENT\n1. Primary open angle glaucoma of the right eye, now advanced.", codes=("H40.1113",), absent=("H40.1110",)),
)
