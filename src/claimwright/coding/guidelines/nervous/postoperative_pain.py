"""Routine or expected pain right after surgery is not coded (I.C.6.b.3)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, Removal, note
from ..reading import STORY, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.6.b.3", title="Postoperative pain", sections=("I.C.6.b.3",), order=71)
_EXPECTED = re.compile(
    r"(?:expected|routine|normal|appropriate|typical)[^.\n]{0,25}(?:post-?op\w*|incisional|surgical) pain|"
    r"(?:post-?op\w*|incisional|surgical) pain[^.\n]{0,40}(?:expected|appropriate|as anticipated|routine|"
    r"well[- ]controlled)",
    re.I,
)


def apply(case: Case) -> Changes:
    """Remove acute postprocedural pain that the provider calls expected."""
    for found in case.codes("G89.12", "G89.18"):
        if together(case, found, said(case, ("pain",), _EXPECTED, STORY, asserted=False)):
            yield Removal(found.code, "integral-symptom", "expected after surgery")


EXAMPLES = (
    note("ASSESSMENT\n1. Expected postoperative pain.\n2. Hypertension.", codes=("I10",), absent=("G89.18",)),
    note("ASSESSMENT\n1. Postoperative pain, out of proportion.", codes=("G89.18",)),
)
