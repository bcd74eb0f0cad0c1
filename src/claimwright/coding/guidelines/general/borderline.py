"""The word "borderline" is no uncertainty: it is coded as told, in every setting, by its own entry where the books have one (I.B.17)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case, document_order
from ...verify import Phase
from ...words import side_of
from ..model import Changes, Guideline, note
from ..reading import ASSESSED, beside, line_at

RULE = Guideline(id="icd10cm-guideline-I.B.17", title="Borderline diagnosis", sections=("I.B.17",), order=14)
_BORDERLINE = re.compile(r"borderline (?!personality)", re.I)


def apply(case: Case) -> Changes:
    """What was set aside as uncertain only for this word is reported."""
    if not case.has_any(("borderline",)):
        return
    for seen in tuple(case.suppressed.values()):
        span = Evidence(document=seen.document, start=seen.start, end=seen.end, text=seen.text)
        line = line_at(case, span)
        if seen.reason != "uncertain" or not seen.code or line is None or line.section not in ASSESSED:
            continue
        at = seen.start - line.start
        near = _BORDERLINE.search(line.text, max(0, at - 12), at + len(seen.text))
        leaf = case.leaf(seen.code, seen.text, side_of(seen.text), Phase()) if near and near.start() <= at else None
        if leaf and leaf.code not in case.findings and not _other_doubt(line.text):
            case.suppressed.pop((document_order(seen), seen.reason, seen.code), None)
            yield beside(leaf.code, (span,), "borderline", seen.text.lower())


def _other_doubt(text: str) -> bool:
    return bool(_DOUBT.search(text))


_DOUBT = re.compile(r"\b(?:possibl[ey]|probabl[ey]|likely|suspect\w*|question\w*|rule out)\b", re.I)


EXAMPLES = (
    note("ASSESSMENT\n1. Borderline diabetes.", codes=("R73.03",), absent=("E11.9",)),
    note("ASSESSMENT\n1. Borderline hypothyroidism.", codes=("E03.9",)),
    note("ASSESSMENT\n1. Possible diabetes.", absent=("E11.9", "R73.03"), codes=()),
    note("ASSESSMENT\n1. Gout.", codes=("M10.9",)),
)
