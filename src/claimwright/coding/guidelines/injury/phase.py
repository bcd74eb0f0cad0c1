"""7th character of injuries: active treatment, routine healing, sequela, by the treatment and never by the visit's number (I.C.19.a).

The choice is made while codes are verified; this rule names itself on each such code, so that the reason shows.
"""

from __future__ import annotations

from ...case import Case
from ..model import Changes, Guideline, note

RULE = Guideline(id="icd10cm-guideline-I.C.19.a", title="7th character by phase of treatment", sections=("I.C.19.a", "I.C.19.c"), order=12)


def apply(case: Case) -> Changes:
    """Mark every injury code with a 7th character."""
    for found in case.codes("S", "T", "M80", "M84"):
        if len(found.code) == 8 and found.code[-1].isalpha():
            found.rules.append(RULE.id)
    return ()


EXAMPLES = (
    note("ASSESSMENT\n1. Closed fracture of left distal radius.", codes=("S52.502A",)),
    note("ASSESSMENT\n1. Healing left distal radius fracture, cast removed today.", codes=("S52.502D",)),
    note("ASSESSMENT\n1. Open fracture of shaft of right tibia.", codes=("S82.201B",), absent=("S82.201A",)),
)
