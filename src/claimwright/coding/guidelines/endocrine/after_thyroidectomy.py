"""Hypothyroidism that surgery or ablation of the thyroid left is E89.0 (Alphabetic Index: postsurgical, postablative)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.B.16-thyroid", title="Hypothyroidism after thyroid surgery", sections=("I.B.16",), order=31)
_AFTER = re.compile(r"thyroidectomy|post-?ablative|post-?surgical|radio-?iodine|\bRAI\b|\bablation\b|post-?procedural", re.I)


def apply(case: Case) -> Changes:
    """E89.0 where the statement of the hypothyroidism names what it follows."""
    for found in case.codes("E03.9", "E03.8"):
        if words := together(
            case, found, said(case, ("thyroidectomy", "ablat", "surgical", "iodine", "rai"), _AFTER, STORY, asserted=False)
        ):
            yield instead(found, "E89.0", words, ("Hypothyroidism", "postsurgical"))


EXAMPLES = (
    note("ASSESSMENT\n1. Hypothyroidism, status post thyroidectomy 1999.", codes=("E89.0",), absent=("E03.9",)),
    note("ASSESSMENT\n1. Hypothyroidism.", codes=("E03.9",), absent=("E89.0",)),
)
