"""Risk of management: what is decided, by the highest cue that stands in plan, assessment or course."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.core import Evidence

from ...case import Case
from ..service import Service
from .cues import spans
from .element import Element

MADE_HERE = frozenset({"assessment", "assessment_plan", "plan", "course", "untitled", "instructions", "diagnosis", "exam", "other"})
DECIDED = MADE_HERE | {"procedure", "results", "hpi"}


def risk(case: Case, done: Iterable[Service] = ()) -> Element:
    """High, moderate (prescription drugs, planned surgery, social limits), low (a minor procedure decided on too), else minimal."""
    done = list(done)
    for level, kinds in (("high", MADE_HERE), ("moderate", DECIDED), ("low", DECIDED)):
        if found := tuple(
            span for span in spans(case, "risk", level, kinds) if not (level == "moderate" and _of_procedure(case, span, done))
        ):
            return Element(level, found)
    minor = tuple(span for one in done if one.minor and one.kind == "procedure" for span in one.evidence)
    return Element("low", minor) if minor and case.place_of_service == "23" else Element("minimal")


def _of_procedure(case: Case, span: Evidence, done: Iterable[Service]) -> bool:
    """Whether words stand in the sentence of a minor procedure: what was injected or put in there is part of it."""
    minor = [each for one in done if one.minor and one.kind == "procedure" for each in one.evidence if each.document == span.document]
    sentence = case.sentence_at(span.document, span.start) if minor else None
    return sentence is not None and any(sentence.start <= each.start < sentence.end for each in minor)
