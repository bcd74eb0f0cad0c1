"""Excludes1: of two codes that a note keeps apart, the one that says less yields: a symptom, a vague code, a weaker statement.

What yields is reported with its reason. Two codes that are both firmly stated and both specific are left: whether they are unrelated is a
question to the provider (``excludes1_asked``). The notes are those of the day's tabular list, blocks and chapters included.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from ...case import Case, Finding
from ..model import Changes, Guideline, Removal, note
from ..reading import lines_of, together

RULE = Guideline(id="icd10cm-guideline-I.A.12.a", title="Excludes1", sections=("I.A.12.a",), order=74)


@lru_cache(maxsize=65536)
def conflict(book: Any, one: str, other: str, on: date) -> bool:
    """Whether an Excludes1 note of the day speaks of the two codes."""
    return bool(book.keeps_apart(one, other, on))


def conflicts(case: Case) -> list[tuple[Finding, Finding]]:
    """Reported pairs that a note keeps apart, the stronger first."""
    found = sorted(case.findings.values(), key=lambda one: _strength(case, one))
    book, on = case.books.icd10cm, case.on
    pairs = ((one, other) for place, one in enumerate(found) for other in found[place + 1 :])
    return [(other, one) if _covers(other, one) else (one, other) for one, other in pairs if conflict(book, one.code, other.code, on)]


def _covers(whole: Finding, part: Finding) -> bool:
    """Whether the words of one hold the other's words and more ("anemia due to iron deficiency" and "iron deficiency")."""
    spans = [(span.document, span.start, span.end) for span in whole.evidence]
    return all(
        any(d == span.document and a <= span.start and span.end <= b and b - a > span.end - span.start for d, a, b in spans)
        for span in part.evidence
    )


def apply(case: Case) -> Changes:
    """Remove the weaker of two codes in conflict, unless the record calls them unrelated or both stand firm."""
    gone: set[str] = set()
    for one, other in conflicts(case):
        if one.code not in gone and other.code not in gone and _yields(case, other, one) and not unrelated(case, one, other):
            gone.add(other.code)
            yield Removal(other.code, "excluded", f"Excludes1 with {one.code}")


def unrelated(case: Case, one: Finding, other: Finding) -> bool:
    """Whether a statement of either calls the two unrelated."""
    return any(_UNRELATED.search(line.text) for found in (one, other) for line in lines_of(case, found))


_UNRELATED = re.compile(r"\bunrelated\b|not related to|separate from|independent of", re.I)


def _strength(case: Case, found: Finding) -> tuple[bool, bool, bool, int, tuple[int, int], str]:
    return found.code[0] == "R", _is_vague(case, found.code), not found.rules, found.level, found.order, found.code


def _is_vague(case: Case, code: str) -> bool:
    return "unspecified" in (case.title(code) or "").lower()


def _yields(case: Case, weak: Finding, strong: Finding) -> bool:
    if weak.code[0] in "RZ" or weak.level > strong.level or weak.code[:3] == strong.code[:3]:
        return True
    if weak.code[0] == strong.code[0] and _is_vague(case, weak.code):
        return True
    return weak.score < FIRM or bool(together(case, weak, strong.evidence))


FIRM = 0.95
"""Least score of a statement in the books' own words."""


EXAMPLES = (
    note("ASSESSMENT\n1. Orthostatic hypotension.\n2. Syncope.", codes=("I95.1",), absent=("R55",)),
    note("ASSESSMENT\n1. Type 2 diabetes with hyperglycemia.\n2. Gestational diabetes.", codes=("E11.65", "O24.419"), absent=("E11.9",)),
    note("ASSESSMENT\n1. Hypertension.\n2. Gout.", codes=("I10", "M10.9")),
)
