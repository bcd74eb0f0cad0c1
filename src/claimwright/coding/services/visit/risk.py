"""Risk of management: what is decided, by the highest cue that stands in plan, assessment or course."""

from __future__ import annotations

from ...case import Case
from .cues import spans
from .element import Element

DECIDED = frozenset({"assessment", "assessment_plan", "plan", "course", "instructions", "procedure", "untitled", "diagnosis"})
MADE_HERE = frozenset({"assessment", "assessment_plan", "plan", "course", "untitled", "instructions"})


def risk(case: Case) -> Element:
    """High, moderate (prescription drugs, planned surgery, social limits), low, else minimal."""
    for level in ("high", "moderate", "low"):
        kinds = DECIDED if level != "high" else MADE_HERE
        if found := tuple(spans(case, "risk", level, kinds)):
            return Element(level, found)
    return Element("minimal")
