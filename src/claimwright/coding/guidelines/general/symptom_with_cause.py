"""A symptom that its own statement puts down to a diagnosis does not lead: the diagnosis does (I.B.4, II.A, IV.D)."""

from __future__ import annotations

import re

from ...case import Case
from ...ordering import in_order
from ..model import Changes, First, Guideline, note
from ..reading import ASSESSED, together

RULE = Guideline(
    id="icd10cm-guideline-II.A",
    title="Symptom put down to a diagnosis",
    sections=(
        "I.B.4",
        "II.A",
        "IV.D",
    ),
    order=92,
)
_LINK = re.compile(
    r"\b(?:due to|secondary to|caused by|from|because of|related to|attributed to|in the setting of|as a result of|2/2)\b", re.I
)


def apply(case: Case) -> Changes:
    """Lead with the diagnosis that stands behind the link in the leading symptom's statement."""
    ordered = in_order(case)
    if len(ordered) < 2 or ordered[0].code[0] != "R" or case.first == ordered[0].code:
        return
    links = together(case, ordered[0], case.find(_LINK, ASSESSED, asserted=False))
    for cause in ordered[1:]:
        behind = any(link.end <= span.start for link in links for span in together(case, ordered[0], cause.evidence))
        if cause.code[0] not in "RTVWXYZ" and behind:
            yield First(cause.code)
            return


EXAMPLES = (
    note("ASSESSMENT\n1. Syncope secondary to dehydration.", codes=("R55", "E86.0"), first="E86.0"),
    note("ASSESSMENT\n1. Syncope.\n2. Hypothyroidism.", codes=("R55", "E03.9"), first="R55", absent=("E86.0",)),
)
