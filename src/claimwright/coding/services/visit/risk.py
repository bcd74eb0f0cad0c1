"""Risk of management: what is decided, by the highest cue that stands in plan, assessment or course."""

from __future__ import annotations

from collections.abc import Iterable

from ...case import Case
from ..service import Service
from .cues import spans
from .element import Element

MADE_HERE = frozenset({"assessment", "assessment_plan", "plan", "course", "untitled", "instructions", "diagnosis", "exam", "other"})
DECIDED = MADE_HERE | {"procedure", "results", "hpi"}


def risk(case: Case, done: Iterable[Service] = ()) -> Element:
    """High, moderate (prescription drugs, planned surgery, social limits), low (a minor procedure decided on too), else minimal."""
    for level, kinds in (("high", MADE_HERE), ("moderate", DECIDED), ("low", DECIDED)):
        if found := tuple(spans(case, "risk", level, kinds)):
            return Element(level, found)
    minor = tuple(span for one in done if one.minor and one.kind == "procedure" for span in one.evidence)
    return Element("low", minor) if minor and case.place_of_service == "23" else Element("minimal")
