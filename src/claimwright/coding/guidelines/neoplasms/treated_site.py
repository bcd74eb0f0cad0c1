"""Treatment directed at one neoplasm: that one is listed first, be it the primary or a secondary (I.C.2.a, I.C.2.b)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, note
from ..reading import REASON, said

RULE = Guideline(
    id="icd10cm-guideline-I.C.2.b",
    title="The neoplasm that is treated",
    sections=(
        "I.C.2.a",
        "I.C.2.b",
    ),
    order=85,
)
_TREATED = re.compile(
    r"(?:admitted|here|presents?|presenting|seen|visit|encounter|surgery|resection|craniotomy|biopsy|"
    r"treatment)[^.\n]{0,40}(?:for|of) [^.\n]{0,30}(?:metasta\w+|mets)",
    re.I,
)


def apply(case: Case) -> Changes:
    """The secondary before its primary where the encounter is for the secondary; nothing else moves."""
    second, primary = case.codes("C77", "C78", "C79"), [one for one in case.codes("C") if one.code < "C77"]
    if second and primary and not case.first and said(case, ("metasta", "mets"), _TREATED, REASON | {"plan", "course"}):
        yield First(second[0].code)


EXAMPLES = (
    note(
        "HPI\nHe is here for treatment of his brain metastases.\n\nASSESSMENT\n1. Right lung cancer.\n2. Brain metastases.",
        codes=("C34.91", "C79.31"),
        first="C79.31",
    ),
    note("ASSESSMENT\n1. Right lung cancer.\n2. Brain metastases.", codes=("C34.91", "C79.31"), first="C34.91", absent=("C80.1",)),
)
