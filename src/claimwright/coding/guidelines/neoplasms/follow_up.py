"""Follow-up after completed treatment of a malignancy without recurrence: Z08 first, then the history of the site (I.C.2.p, I.C.21.c.8)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case, document_order
from ..model import Changes, First, Guideline, note
from ..reading import REASON, STORY, beside, line_at, said
from .history import SITES

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
    if case.codes("C"):
        return
    if not case.codes("Z85"):
        yield from _history(case)
    words = said(case, ("surveillance", "follow"), _FOLLOWS, REASON)
    if words and said(case, ("recurren", "ned", "free", "disease"), _CLEAR, STORY | {"results", "exam"}, asserted=False):
        yield beside("Z08", words, "Examination", "follow-up", "malignant neoplasm")
        yield First("Z08")


def _history(case: Case) -> Changes:
    """Z85 of the site where the record says that the malignancy has not come back, with Z08 where the visit looks for it."""
    for seen in sorted((seen for seen in case.suppressed.values() if (seen.code or "")[:3] in SITES), key=document_order):
        code = SITES.get((seen.code or "")[:3])
        span = Evidence(document=seen.document, start=seen.start, end=seen.end, text=seen.text)
        line = line_at(case, span) if code and seen.reason in ("negated", "historical", "resolved") else None
        if code and line and line.section in STORY and _BACK.search(line.text):
            yield beside(code, (span,), "History", "personal", "malignant neoplasm")
            if words := said(case, ("surveillance", "follow"), _LOOKS, REASON):
                yield beside("Z08", (span, *words), "Examination", "follow-up", "malignant neoplasm")
                yield First("Z08")
            return


_BACK = re.compile(
    r"\bno (?:evidence of |sign of |signs of )?(?:local |tumou?r )?recurren|has not (?:come back|recurred|returned)|free of recurrence",
    re.I,
)
_LOOKS = re.compile(r"surveillance|follow[- ]?up", re.I)


EXAMPLES = (
    note(
        "Bladder surveillance, cystoscopy today.\n\nIMPRESSION: No recurrence of his bladder cancer.",
        codes=("Z08", "Z85.51"),
        first="Z08",
        absent=("C67.9",),
    ),
    note(
        "CHIEF COMPLAINT\nSurveillance after treatment of breast cancer.\n\nASSESSMENT\n1. History of breast cancer, "
        "no evidence of recurrence.",
        codes=("Z08", "Z85.3"),
        first="Z08",
    ),
    note("ASSESSMENT\n1. Hypertension.\n2. History of breast cancer.", codes=("I10",), absent=("Z08",)),
)
