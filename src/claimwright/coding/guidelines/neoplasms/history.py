"""A malignancy that was removed and is no longer treated is history (Z85), not a present neoplasm (I.C.2.m, I.C.2.d)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ..model import Changes, Guideline, Proposal, note
from ..reading import beside, lines_of

RULE = Guideline(
    id="icd10cm-guideline-I.C.2.m", title="Neoplasm: active or history", sections=("I.C.2.d", "I.C.2.m", "I.C.21.c.4"), order=33
)
_GONE = re.compile(
    r"(?:in remission|no evidence of (?:disease|recurrence)|\bned\b|cancer[- ]free|disease[- ]free|"
    r"completed (?:all )?(?:treatment|therapy|chemotherapy|radiation)|(?:was |were )?(?:excised|resected|"
    r"removed) (?:in|\d+ years ago)|(?<!active )surveillance)",
    re.I,
)
_TREATED = re.compile(
    r"(?:currently (?:on|receiving)|ongoing|continu\w+|adjuvant|scheduled for|undergoing|recurren(?:t|ce)|"
    r"metasta\w+|newly diagnosed|cycle \d|tamoxifen|anastrozole|letrozole)",
    re.I,
)
SITES = {
    "C50": "Z85.3",
    "C61": "Z85.46",
    "C18": "Z85.038",
    "C19": "Z85.048",
    "C20": "Z85.048",
    "C34": "Z85.118",
    "C43": "Z85.820",
    "C44": "Z85.828",
    "C64": "Z85.528",
    "C67": "Z85.51",
    "C73": "Z85.850",
    "C53": "Z85.41",
    "C54": "Z85.42",
    "C56": "Z85.43",
    "C62": "Z85.47",
    "C25": "Z85.07",
    "C16": "Z85.028",
    "C22": "Z85.05",
    "C32": "Z85.21",
    "C15": "Z85.01",
}
"""Category of the neoplasm -> personal history code of its site (tabular list, Z85)."""


def apply(case: Case) -> Changes:
    """Turn a solid tumour whose sentences tell of its end, and of no present treatment, into history; report one told as past."""
    for found in case.codes(*SITES):
        lines = lines_of(case, found)
        gone = [
            span
            for span in case.find(_GONE, asserted=False)
            if any(one.document == span.document and one.start <= span.start < one.end for one in lines)
        ]
        if gone and not any(_TREATED.search(one.text) for one in lines):
            code = SITES[found.code[:3]]
            yield Proposal(
                code=code,
                evidence=(*found.evidence, *gone),
                replaces=frozenset({found.code}),
                path=("History", "personal", "malignant neoplasm"),
            )

    for seen in tuple(case.suppressed.values()):
        past = SITES.get(seen.code[:3]) if seen.code and seen.reason == "historical" else None
        if past and not case.reports(seen.code[:3], past):  # type: ignore[index]
            span = Evidence(document=seen.document, start=seen.start, end=seen.end, text=seen.text)
            yield beside(past, (span,), "History", "personal", "malignant neoplasm")


EXAMPLES = (
    note("HISTORY\nPrior SCC of the right ear removed 2019.\n\nASSESSMENT\n1. Gout.", codes=("M10.9", "Z85.828")),
    note("ASSESSMENT\n1. Left breast cancer, completed treatment, no evidence of disease.", codes=("Z85.3",), absent=("C50.912",)),
    note("ASSESSMENT\n1. Prostate cancer, currently on leuprolide.", codes=("C61",), absent=("Z85.46",)),
)
