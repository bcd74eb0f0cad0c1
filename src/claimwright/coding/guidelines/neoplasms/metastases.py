"""Secondary malignant neoplasms by every site that a sentence on the spread of a cancer names (I.C.2, Table of Neoplasms).

"Metastatic colon cancer to liver", "breast cancer metastatic to bone and brain", "liver and lung metastases": each site has its code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.core.discovery import tables

from ...case import Case
from ...words import side_of
from ..model import Changes, Guideline, Proposal, note
from ..reading import STORY, said, together

RULE = Guideline(id="icd10cm-guideline-I.C.2-sites", title="Sites of metastases", sections=("I.C.2",), order=27)
_SITES: dict[str, str] = tables("claimwright.coding.guidelines.neoplasms")["metastases"]["sites"]
_SITE = "|".join(_SITES.values())
_AND = r"(?:\s*(?:,|/|&|\+)\s*|\s+(?:and|plus|or)\s+|\s+)(?:(?:and|the|both|bilateral|right|left|to|multiple|[RL])\s+)*"
_LIST = rf"\b(?:{_SITE})\b(?:{_AND}\b(?:{_SITE})\b)*"
_CANCER = r"(?:disease|cancer|ca|carcinoma|adenocarcinoma|melanoma|sarcoma|NSCLC|SCLC|RCC|HCC|lesions?|tumou?rs?)"
_TO = r"(?:\s*[,(:]\s*|\s+(?:to|in|into|involving|-)\s+)(?:(?:the|both|bilateral|right|left|multiple|now|[RL])\s+)*"
_SPREAD = re.compile(
    rf"(?P<before>{_LIST}) (?:metastas[ei]s|metastatic (?:disease|lesions?|deposits?|tumou?rs?|involvement)|mets?\b)|"
    rf"(?:metastas[ei]s|metastatic|metastasized|mets|spread)(?: (?:[a-z-]+ ){{0,4}}?{_CANCER}\b)?{_TO}(?P<after>{_LIST})"
    r"(?! (?:cancer|primary|ca)\b)",
    re.I,
)
_EACH = tuple((re.compile(rf"\b(?:{words})\b", re.I), code) for code, words in _SITES.items())
SIDED = frozenset({"C78.0", "C79.7", "C79.0", "C79.6"})
"""Codes with a character for the side."""
SIDES = {"right": "1", "left": "2"}


def apply(case: Case) -> Changes:
    """The code of each site; it takes the place of a secondary neoplasm of no site in the same words."""
    told = [(span, code, word) for span in said(case, ("metast", "mets", "spread"), _SPREAD, STORY) for code, word in _sites(span.text)]
    sided = {code[:5] for _, code, _ in told if code[:5] in SIDED and code[-1] != "0"}
    for span, code, word in told:
        vague = frozenset(one.code for one in case.codes("C79.9") if together(case, one, (span,)))
        if not case.reports(code[:5]) and case.billable(code) and not (code[:5] in sided and code[-1] == "0"):
            yield Proposal(code=code, evidence=(span,), replaces=vague, path=("Neoplasm", "malignant", "secondary", word))


def _sites(text: str) -> Iterator[tuple[str, str]]:
    """Code and words of each site, each stretch read once."""
    match = _SPREAD.search(text)
    left = (match["before"] or match["after"]) if match else ""
    for pattern, stem in _EACH:
        if found := pattern.search(left):
            side = side_of(left[max(0, found.start() - 10) : found.end()])
            yield stem + (SIDES.get(side or "", "0") if stem in SIDED else ""), found[0].lower()
            left = left[: found.start()] + left[found.end() :]


EXAMPLES = (
    note("ASSESSMENT\n1. Metastatic colon cancer to liver.", codes=("C18.9", "C78.7"), absent=("C79.9",)),
    note("ASSESSMENT\n1. Breast cancer metastatic to bone and brain.", codes=("C50.919", "C79.51", "C79.31")),
    note("ASSESSMENT\n1. Stage IV colon cancer with liver and right lung metastases.", codes=("C18.9", "C78.7", "C78.01")),
    note("ASSESSMENT\n1. Right breast cancer. No evidence of metastases to bone.", codes=("C50.911",), absent=("C79.51",)),
    note("ASSESSMENT\n1. Metastatic lung cancer.", codes=("C34.90",), absent=("C78.00",)),
)
