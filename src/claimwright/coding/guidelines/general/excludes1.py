"""Excludes1: two codes that cannot stand together are not reported together unless the documentation calls them unrelated (I.A.12.a)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ...case import Case, Finding
from ..model import Changes, Guideline, Removal, note

RULE = Guideline(id="icd10cm-guideline-I.A.12.a", title="Excludes1", sections=("I.A.12.a",), order=74)
_CODE = re.compile(r"\b([A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)(\.?-)?(?:\s*-\s*([A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?))?")


@lru_cache(maxsize=8192)
def excluded_by(book: Any, code: str) -> tuple[tuple[str, str], ...]:
    """First and last code of every range that the code's own Excludes1 notes name, those of its category and subcategories included.

    Notes of blocks and chapters are left to a person: they speak of whole families in general words.
    """
    entry = book.lookup(code)
    notes = [one for one in (entry.notes if entry else ()) if one.kind == "excludes1" and "-" not in one.at and len(one.at) >= 3]
    found = [match for one in notes for match in _CODE.finditer(one.text[one.text.rfind("(") :] if "(" in one.text else one.text)]
    return tuple((match[1], match[3] or match[1]) for match in found)


def apply(case: Case) -> Changes:
    """Of two codes in conflict the weaker goes: the one less strongly stated, then the symptom, then the later."""
    found = sorted(case.findings.values(), key=_strength)
    gone: set[str] = set()
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            if one.code not in gone and other.code not in gone and _conflict(case, one.code, other.code):
                gone.add(other.code)
                yield Removal(other.code, "excluded", f"Excludes1 with {one.code}")


def _strength(found: Finding) -> tuple[bool, bool, int, tuple[int, int], str]:
    return found.code[0] == "R", not found.rules, found.level, found.order, found.code


def _conflict(case: Case, one: str, other: str) -> bool:
    book = case.books.icd10cm
    return _named(excluded_by(book, one), other) or _named(excluded_by(book, other), one)


def _named(ranges: tuple[tuple[str, str], ...], code: str) -> bool:
    return any(first <= code[: len(first)] and code[: len(last)] <= last for first, last in ranges)


EXAMPLES = (
    note("ASSESSMENT\n1. Acute bronchitis.\n2. Bronchitis.", codes=("J20.9",), absent=("J40",)),
    note("ASSESSMENT\n1. Hypertension.\n2. Gout.", codes=("I10", "M10.9")),
)
