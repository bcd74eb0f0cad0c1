"""Long-term aspirin of a patient with coronary, cerebral or peripheral arterial disease: Z79.82 (I.C.21.c.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Proposal, note

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-aspirin", title="Long-term aspirin", sections=("I.C.21.c.3",), order=51)
_ASPIRIN = re.compile(
    r"(?:daily |low[- ]dose |baby )aspirin|aspirin (?:81|75|100|325)(?: ?mg)?(?: (?:daily|once))?|continu\w+ aspirin|on aspirin", re.I
)
CONDITIONS = ("I20", "I25", "I63", "I65", "I70", "I73", "Z95.1", "Z95.5", "Z86.73")
KINDS = frozenset({"medications", "assessment", "assessment_plan", "plan", "untitled"})
STANDING = frozenset({"medications", "hpi", "untitled"})


def apply(case: Case) -> Changes:
    """Z79.82 where aspirin stands among the medicines the patient takes."""
    if case.codes(*CONDITIONS) and any(case.find(_ASPIRIN, STANDING)):
        spans = tuple(case.find(_ASPIRIN))
        yield Proposal(code="Z79.82", evidence=spans, path=("Long-term (current) drug therapy", "aspirin"), score=0.8)


EXAMPLES = (
    note("MEDICATIONS\nAspirin 81 mg daily.\n\nASSESSMENT\n1. Coronary artery disease.", codes=("I25.10", "Z79.82")),
    note("MEDICATIONS\nAspirin 81 mg daily.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z79.82",)),
)
