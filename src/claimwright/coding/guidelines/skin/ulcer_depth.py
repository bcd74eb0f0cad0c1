"""Chronic ulcer of the skin that is no pressure ulcer: severity by the depth that anyone documents (I.B.14, I.C.12.b)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case, Finding
from ..model import Changes, Guideline, note
from ..reading import RECORD, instead, together

RULE = Guideline(
    id="icd10cm-guideline-I.C.12.b",
    title="Depth of a skin ulcer",
    sections=(
        "I.B.14",
        "I.C.12.b",
    ),
    order=22,
)
DEPTHS = (
    (re.compile(r"necrosis of (?:the )?bone|bone necrosis", re.I), "4"),
    (re.compile(r"necrosis of (?:the )?muscle|muscle necrosis", re.I), "3"),
    (re.compile(r"fat (?:layer )?(?:is )?exposed|exposed (?:fat|subcutaneous)|subcutaneous (?:tissue|fat)|full[- ]thickness", re.I), "2"),
    (re.compile(r"limited to (?:the )?(?:breakdown of )?skin|partial[- ]thickness|superficial|breakdown of skin", re.I), "1"),
)
"""Words of depth -> sixth character of L97 (tabular list)."""

SITES = (
    (re.compile(r"thigh", re.I), "1"),
    (re.compile(r"\bcalf|calves", re.I), "2"),
    (re.compile(r"ankle|malleol\w+", re.I), "3"),
    (re.compile(r"heel|midfoot", re.I), "4"),
    (re.compile(r"\btoes?\b|\bfoot\b|plantar|metatarsal", re.I), "5"),
    (re.compile(r"\bshin\b", re.I), "8"),
)
"""Words of the site -> fourth character of L97."""


def apply(case: Case) -> Changes:
    """The fourth character by the site of the statement, the sixth by the deepest layer told."""
    for found in case.codes("L97"):
        if len(found.code) != 7:
            continue
        where = _first(case, found, SITES) if found.code[4] in "589" else None
        depth = _first(case, found, DEPTHS) if found.code[-1] == "9" else None
        code = f"L97.{where[0] if where else found.code[4]}{found.code[5]}{depth[0] if depth else found.code[-1]}"
        if code != found.code and case.billable(code):
            yield instead(found, code, (*(where[1] if where else ()), *(depth[1] if depth else ())))


def _first(case: Case, found: Finding, rows: tuple[tuple[re.Pattern[str], str], ...]) -> tuple[str, tuple[Evidence, ...]] | None:
    """The character of the first row whose words stand with the ulcer."""
    rated = ((digit, together(case, found, case.find(pattern, RECORD))) for pattern, digit in rows)
    told = next(((digit, words) for digit, words in rated if words), None)
    if told or len(case.codes("L97")) > 1 or case.codes("L89"):
        return told
    anywhere = ((digit, tuple(case.find(pattern, RECORD))) for pattern, digit in rows)  # there is only this ulcer to speak of
    return next(((digit, words) for digit, words in anywhere if words), None)


EXAMPLES = (
    note("ASSESSMENT\n1. Non-pressure chronic ulcer of the left calf with fat layer exposed.", codes=("L97.222",), absent=("L97.229",)),
    note("ASSESSMENT\n1. Non-pressure chronic ulcer of the left calf.", codes=("L97.229",), absent=("L97.222",)),
)
