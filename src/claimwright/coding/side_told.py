"""Which side a mention is of: its own words tell, its sentence, else the nearest sentence that names the same part (I.B.13)."""

from __future__ import annotations

from claimwright.core import Evidence

from .case import Case
from .knowledge import Hit
from .mentions import Mention
from .text import evidence
from .verify import part_words, takes_side
from .words import side_of, sides


def side_told(case: Case, mention: Mention, hit: Hit, text: str) -> tuple[str | None, Evidence | None]:
    """The side, and the words elsewhere that tell it; None where nothing does."""
    own = side_of(text)
    if own:
        return own, None
    if not takes_side(case.knowledge.tree, hit.code) and not case.knowledge.tree.children.get(hit.code):
        return None, None
    named = side_of(mention.sentence)
    if named and named != "bilateral":
        return _where(mention.document, mention.sentence, mention.at, mention.section)
    case.beyond.add(id(mention))
    wanted = part_words(text)
    if wanted not in case.sides:
        case.sides[wanted] = _side_elsewhere(case, wanted)
    return case.sides[wanted]


def _side_elsewhere(case: Case, wanted: frozenset[str]) -> tuple[str | None, Evidence | None]:
    """The side in the nearest sentence that names the same part; else the first side that the reason for the visit tells."""
    for kinds in _NEAR:
        for sentence in case.sentences:
            if sentence.section in kinds and _tells_side(sentence.text) and wanted & part_words(sentence.text):
                return _where(sentence.document, sentence.text, sentence.start, sentence.section)
    for sentence in case.sentences:
        if sentence.section in _NEAR[1] and _tells_side(sentence.text):
            return _where(sentence.document, sentence.text, sentence.start, sentence.section)
    return None, None


def _tells_side(text: str) -> bool:
    """Whether a sentence elsewhere names one side, or both as one ("bilateral"); one that tells of each apart tells nothing of another."""
    return len({side for side, _, _ in sides(text)}) == 1


_NEAR = (
    frozenset({"assessment", "assessment_plan", "diagnosis", "discharge_diagnosis", "plan"}),
    frozenset({"chief_complaint", "hpi", "untitled", "indication"}),
    frozenset({"exam", "results", "procedure", "course"}),
)


def _where(document: str, text: str, at: int, section: str) -> tuple[str | None, Evidence | None]:
    side = side_of(text)
    spans = [(a, b) for one, a, b in sides(text) if one == side] or [(a, b) for _, a, b in sides(text)]
    start, end = spans[0]
    return side, evidence(document, at + start, at + end, text[start:end], section)
