"""Follow-up after completed treatment of a malignancy without recurrence: Z08 first, then the history of the site (I.C.2.p, I.C.21.c.8)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, STORY, beside, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.21.c.8-neoplasm",
    title="Follow-up of a treated malignancy",
    sections=(
        "I.C.2.d",
        "I.C.2.p",
        "I.C.21.c.8",
    ),
    order=56,
)
_FOLLOWS = re.compile(
    r"(?:surveillance|follow[- ]?up)(?: \w+){0,3}[^.\n]{0,60}(?:cancer|carcinoma|melanoma|lymphoma|malignan\w+|"
    r"treatment|lumpectomy|mastectomy|resection)|(?:cancer|oncology|melanoma) (?:surveillance|follow[- ]?up)",
    re.I,
)
_CLEAR = re.compile(
    r"no (?:evidence of |sign of |signs of )?(?:recurren\w+|disease)|without (?:evidence of )?recurrence|\bned\b|"
    r"cancer[- ]free|disease[- ]free",
    re.I,
)


def apply(case: Case) -> Changes:
    """Z08 where history of a malignancy is reported, the visit follows it up, and nothing came back."""
    if not case.codes("Z85") or case.codes("C"):
        return
    words = said(case, ("surveillance", "follow"), _FOLLOWS, REASON)
    if words and said(case, ("recurren", "ned", "free", "disease"), _CLEAR, STORY | {"results", "exam"}, asserted=False):
        yield beside("Z08", words, "Examination", "follow-up", "malignant neoplasm")
        yield First("Z08")


EXAMPLES = (
    note(
        "CHIEF COMPLAINT\nSurveillance after treatment of breast cancer.\n\nASSESSMENT\n1. History of breast cancer, "
        "no evidence of recurrence.",
        codes=("Z08", "Z85.3"),
        first="Z08",
    ),
    note("ASSESSMENT\n1. Hypertension.\n2. History of breast cancer.", codes=("I10",), absent=("Z08",)),
)
