"""An open wound in which a foreign body was found, told apart from the wound's name (tabular list, "with foreign body"; I.B.2)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, Guideline, note
from ..reading import STORY, instead, said, together

RULE = Guideline(id="icd10cm-guideline-I.B.2-foreign-body", title="Wound with a foreign body", sections=("I.B.2", "I.C.19.b"), order=21)
_BODY = r"(?:foreign bod(?:y|ies)|FB|glass|metal\w*|gravel|splinter|fish ?hook|nail|needle|thorn|shard\w*|wood\w*)"
_LEFT = re.compile(
    rf"\b(?:retained|embedded|removed?|removal of|with|w/) (?:an? |the |some |small |multiple |several )*{_BODY}\b|"
    rf"\b{_BODY} (?:(?:was|were) )?(?:removed|retrieved|extracted|present|seen)\b",
    re.I,
)
STEMS = ("foreign", "fb", "glass", "metal", "gravel", "splinter", "hook", "nail", "needle", "thorn", "shard", "wood")
WITHOUT, WITH = "without foreign body", "with foreign body"


def apply(case: Case) -> Changes:
    """The code "with" for the code "without" where the wound's own sentence, or the story of a single wound, tells it."""
    wounds = [one for one in case.codes("S") if WITHOUT in (case.title(one.code) or "") and one.code.endswith("A")]
    if not wounds:
        return
    words = said(case, STEMS, _LEFT, STORY | {"procedure", "exam"})
    for found in wounds:
        near = words if len(wounds) == 1 else together(case, found, words)
        title = (case.title(found.code) or "").replace(WITHOUT, WITH)
        code = next((one for digit in "24" if case.title(one := _changed(found.code, digit)) == title), None) if near else None
        if code and case.billable(code):
            yield instead(found, code, near)


def _changed(code: str, digit: str) -> str:
    """The code with another fifth character, which tells the kind of wound; of a lip or a finger the sixth does (S01.51-, S61.21-)."""
    return code[:5] + digit + code[6:]


EXAMPLES = (
    note("HPI\nGlass removed from the wound.\n\nASSESSMENT\n1. Laceration of right forearm.", codes=("S51.821A",), absent=("S51.811A",)),
    note("HPI\nNo retained glass.\n\nASSESSMENT\n1. Laceration of right forearm.", codes=("S51.811A",), absent=("S51.821A",)),
)
