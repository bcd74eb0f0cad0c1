"""Follow-up after a treatment that is complete, and nothing of the condition left: Z09, then its history (I.C.21.c.8)."""

from __future__ import annotations

import re

from ...case import Case
from ..model import Changes, First, Guideline, Proposal, note
from ..reading import ASSESSED, REASON, beside, said

RULE = Guideline(id="icd10cm-guideline-I.C.21.c.8", title="Follow-up of a treated condition", sections=("I.C.21.c.8",), order=59)
_FOLLOWS = re.compile(
    r"(?:here|presents?|visit|seen|returns?)[^.\n]{0,25}for (?:a )?follow[- ]?up (?:of|after|for|on) |"
    r"^ ?follow[- ]?up (?:of|after|for|on) |follow[- ]?up examination",
    re.I,
)
_OVER = re.compile(
    r"(?:has |have |is |was )?(?:completely |fully |now )?(?:resolved|cleared|cured|healed)|completed (?:the |his |"
    r"her |all )?(?:course|treatment|antibiotics|therapy)",
    re.I,
)
HISTORY = {
    "J1": "Z87.01",
    "N39.0": "Z87.440",
    "N20": "Z87.442",
    "K25": "Z87.11",
    "K27": "Z87.11",
    "B": "Z86.19",
    "A": "Z86.19",
    "U07": "Z86.16",
    "I82": "Z86.718",
    "I26": "Z86.711",
}


def apply(case: Case) -> Changes:
    """Z09 where the visit follows up a condition that the assessment calls resolved and that is therefore not reported."""
    codes = {seen.code for seen in case.suppressed.values() if seen.reason == "resolved" and seen.code and seen.code[0] not in "RZ"}
    if (
        not codes
        or case.codes("C", "Z08", "S", "T", "O")
        or any(one.code[0] != "Z" and one.code not in codes for one in case.findings.values())
    ):
        return
    words = said(case, ("follow",), _FOLLOWS, REASON)
    over = said(case, ("resolved", "cleared", "cured", "healed", "completed"), _OVER, ASSESSED, asserted=False)
    if words and over:
        past = frozenset(code for code in codes if code in case.findings)
        yield Proposal(code="Z09", evidence=(*words, *over), replaces=past, path=("Examination", "follow-up"))
        yield First("Z09")
        gone = min(codes)
        history = next((code for stem, code in HISTORY.items() if gone.startswith(stem)), None)
        if history:
            yield beside(history, over, "History", "personal")


EXAMPLES = (
    note(
        "CHIEF COMPLAINT\nFollow-up of pneumonia.\n\nASSESSMENT\n1. Pneumonia, resolved.",
        codes=("Z09", "Z87.01"),
        first="Z09",
        absent=("J18.9",),
    ),
    note("CHIEF COMPLAINT\nFollow-up of pneumonia.\n\nASSESSMENT\n1. Pneumonia, improving.", codes=("J18.9",), absent=("Z09",)),
)
