"""Receptors of a breast cancer in one code where hormone and HER2 receptors are both told (tabular list, Z17.4-, from October 2025)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ...words import side_of
from ..model import Changes, Guideline, Proposal, Removal, note
from ..reading import ASSESSED, beside, line_at, said

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.3-receptors", title="Receptor status", sections=("I.C.21.c.3",), order=57)
_HORMONE = re.compile(
    r"\b(?:er|estrogen receptor|pr|progesterone receptor|hormone receptor|hr)(?:/pr)?(?: is| are| was)?[ -]?"
    r"(\+|-(?=[\s,;.)/]|$)|positive|pos\b|negative|neg\b)",
    re.I,
)
_HER2 = re.compile(
    r"\bher-?2(?:/neu)?(?: is| was|:)?[ -]?(?:\(?(?:IHC|by IHC) ?)?"
    r"(\+|-(?=[\s,;.)/]|$)|positive|pos\b|negative|neg\b|amplified|not amplified|non-?amplified|3\+|[01]\+|0\b|low\b)",
    re.I,
)
TOLD = ASSESSED | {"pathology", "results"}
_TRIPLE_CANCER = re.compile(
    r"triple[- ]negative (?:(?:right|left|invasive|ductal|metastatic) )*breast (?:cancer|carcinoma|ca\b)|\bTNBC\b", re.I
)
_TRIPLE = re.compile(r"triple[- ]negative", re.I)


def apply(case: Case) -> Changes:
    """Z17.410 to Z17.421 for both, Z17.0 or Z17.1 for the hormone receptors alone."""
    if not case.codes("C50", "D05", "Z85.3"):
        yield from _named_by_them(case)
        return
    hormone = said(case, ("er+", "er-", "er ", "pr", "estrogen", "hormone"), _HORMONE, TOLD, asserted=False)
    her2 = said(case, ("her2", "her-2"), _HER2, TOLD, asserted=False)
    triple = said(case, ("triple",), _TRIPLE, TOLD, asserted=False)
    code = _code(hormone, her2, bool(triple))
    for found in case.codes("Z17") if code else ():
        if found.code != code:
            yield Removal(found.code, "replaced-by-combination", "the receptors are told together")
    if code:
        yield Proposal(code=code, evidence=(*hormone, *her2, *triple), path=("Status", "receptor"), score=0.9)


def _named_by_them(case: Case) -> Changes:
    """The breast's malignancy itself, where the record names it by its receptors alone ("triple-negative breast cancer")."""
    for span in said(case, ("triple",), _TRIPLE_CANCER, TOLD):
        line = line_at(case, span)
        side = side_of(line.text) if line else None
        yield beside("C50.91" + {"right": "1", "left": "2"}.get(side or "", "9"), (span,), "Neoplasm", "breast", "malignant primary")
        yield beside("Z17.421", (span,), "Triple", "negative breast cancer")
        return


def _code(hormone: tuple[Evidence, ...], her2: tuple[Evidence, ...], triple: bool) -> str:
    if triple:
        return "Z17.421"
    if not hormone:
        return ""
    fed = any(_is_positive(_HORMONE, span) for span in hormone)
    if not her2:
        return "Z17.0" if fed else "Z17.1"
    return ("Z17.41" if fed else "Z17.42") + ("0" if _is_positive(_HER2, her2[0]) else "1")


def _is_positive(pattern: re.Pattern[str], span: Evidence) -> bool:
    match = pattern.match(span.text)
    return bool(match) and match[1].lower() in ("+", "positive", "pos", "amplified", "3+")  # type: ignore[index]


EXAMPLES = (
    note("ASSESSMENT\n1. Left breast cancer, ER positive, PR positive, HER2 negative.", codes=("C50.912", "Z17.411")),
    note("ASSESSMENT\n1. Triple-negative left breast cancer.", codes=("C50.912", "Z17.421")),
    note("ASSESSMENT\n1. Left breast cancer, ER/PR negative, HER2 3+.", codes=("C50.912", "Z17.420")),
    note("ASSESSMENT\n1. Left breast cancer, ER positive.", codes=("C50.912", "Z17.0"), absent=("Z17.411",)),
)
