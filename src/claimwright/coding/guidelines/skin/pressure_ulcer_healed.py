"""A pressure ulcer that is completely healed is not coded; one that is healing keeps its stage (I.C.12.a.4, I.C.12.a.5)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import lines_of

RULE = Guideline(
    id="icd10cm-guideline-I.C.12.a.4",
    title="Healed pressure ulcer",
    sections=(
        "I.C.12.a.4",
        "I.C.12.b.1",
    ),
    order=71,
)
_HEALED = re.compile(
    r"(?:completely |fully |well[- ])?healed(?! by)|has (?:completely |fully )?healed|(?:ulcer|wound) (?:is )?closed", re.I
)


def apply(case: Case) -> Changes:
    """Remove ulcer codes whose every statement says healed."""
    for found in case.codes("L89", "L97", "L98.4"):
        lines = lines_of(case, found)
        if lines and all(_HEALED.search(line.text) for line in lines):
            yield Removal(found.code, "resolved", "healed")


EXAMPLES = (
    note("ASSESSMENT\n1. Pressure ulcer of the sacrum, stage 2, fully healed.\n2. Hypertension.", codes=("I10",), absent=("L89.152",)),
    note("ASSESSMENT\n1. Pressure ulcer of the sacrum, stage 2, healing.", codes=("L89.152",), absent=("L89.159",)),
)
