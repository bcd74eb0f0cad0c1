"""Risk of management: what is decided, by the highest cue that stands in plan, assessment or course."""

from __future__ import annotations

from ...case import Case
from .cues import spans
from .element import Element

MADE_HERE = frozenset({"assessment", "assessment_plan", "plan", "course", "untitled", "instructions", "diagnosis", "exam", "other"})
DECIDED = MADE_HERE | {"procedure", "results", "hpi"}


def risk(case: Case) -> Element:
    """High, moderate (prescription drugs, planned surgery, social limits), low, else minimal."""
    for level, kinds in (("high", MADE_HERE), ("moderate", DECIDED), ("low", DECIDED)):
        if found := tuple(spans(case, "risk", level, kinds)):
            return Element(level, found)
    return Element("minimal")
