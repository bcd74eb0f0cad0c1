"""Family history is reported beside a screening or a prophylactic step that it is the reason for (I.C.21.c.4, I.C.21.c.5)."""

from __future__ import annotations

from claimwright.core import Evidence

from ...case import Case, document_order
from ..model import Changes, Guideline, note
from ..reading import beside

RULE = Guideline(
    id="icd10cm-guideline-I.C.21.c.4-family",
    title="Family history with screening",
    sections=(
        "I.C.21.c.4",
        "I.C.21.c.5",
    ),
    order=60,
)


def apply(case: Case) -> Changes:
    """The family's history code for words that were set aside as the family's."""
    if not case.codes("Z12", "Z13", "Z15", "Z40"):
        return
    for seen in tuple(case.suppressed.values()):
        if seen.reason == "family" and seen.code and "Z80" <= seen.code[:3] <= "Z84" and seen.code not in case.findings:
            span = Evidence(document=seen.document, start=seen.start, end=seen.end, text=seen.text)
            case.suppressed.pop((document_order(seen), seen.reason, seen.code), None)
            yield beside(seen.code, (span,), "History", "family")


EXAMPLES = (
    note(
        "INDICATION\nScreening for colorectal cancer; family history of colon cancer.\n\nIMPRESSION\n1. Colon polyp.",
        codes=("Z12.11", "Z80.0", "K63.5"),
        first="Z12.11",
    ),
    note("HPI\nFamily history of colon cancer.\n\nASSESSMENT\n1. Gout.", codes=("M10.9",), absent=("Z80.0",)),
)
