"""Encounter to remove an organ prophylactically: Z40.0- first, with the susceptibility or family history that is the reason (I.C.2.q)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, beside, line_at, said

RULE = Guideline(id="icd10cm-guideline-I.C.2.q", title="Prophylactic organ removal", sections=("I.C.2.q",), order=56)
_REMOVED = {
    "Z40.01": re.compile(r"(?:prophylactic|risk[- ]reducing|preventive) (?:bilateral |double )?mastectomy", re.I),
    "Z40.02": re.compile(r"(?:prophylactic|risk[- ]reducing|preventive) (?:bilateral )?(?:salpingo-?)?oophorectomy", re.I),
}
_TALK = re.compile(
    r"\b(?:discuss\w*|consider\w*|refer\w*|option\w*|declin\w*|counsel\w*|future|ago|prior|previous|history)\b|s/p|status post", re.I
)


def apply(case: Case) -> Changes:
    """Z40.01 or Z40.02 where the operation is what the encounter is for."""
    for code, pattern in _REMOVED.items():
        words = tuple(
            span
            for span in said(case, ("prophylactic", "risk-reducing", "risk reducing", "preventive"), pattern, REASON | {"procedure"})
            if not ((line := line_at(case, span)) and _TALK.search(line.text))
        )
        if words:
            yield beside(code, words, "Prophylactic", "organ removal")
            yield First(code)


EXAMPLES = (
    note(
        "INDICATION\nAdmitted for prophylactic bilateral mastectomy.\n\nDIAGNOSIS\n1. Genetic susceptibility to breast cancer.",
        codes=("Z40.01", "Z15.01"),
        first="Z40.01",
    ),
    note(
        "ASSESSMENT\n1. Genetic susceptibility to breast cancer. We discussed prophylactic mastectomy.",
        codes=("Z15.01",),
        absent=("Z40.01",),
    ),
)
