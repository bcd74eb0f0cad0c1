"""What rules read in the ICD-10-CM book again and again, kept per code.

Titles and notes are those of the newest text that is installed, whatever the day; validity and flags are of the day.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from claimwright.core import Value, undotted

if TYPE_CHECKING:
    from claimwright.codesets.icd10cm.book import Icd10cm
    from claimwright.codesets.values import Validity

_PARENTHESES = re.compile(r"\(([^()]*)\)")
_ONE = r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_CODE = re.compile(rf"({_ONE})(?:\s*-\s*({_ONE}))?")


class Exclusion(Value, frozen=True):
    """The codes that an Excludes1 note names: ``stems`` and ``ranges``, each with everything below them. ``at``: where the note stands."""

    at: str
    stems: tuple[str, ...]
    ranges: tuple[tuple[str, str], ...]

    def names(self, code: str) -> bool:
        """Whether the note names this code (without dot)."""
        return code.startswith(self.stems) or any(first <= code[: len(first)] and code[: len(last)] <= last for first, last in self.ranges)


@lru_cache(100_000)
def title(book: Icd10cm, code: str) -> str:
    """The title of a code; empty where there is none."""
    entry = book.lookup(code)
    return (entry.title if entry else None) or ""


@lru_cache(100_000)
def validity(book: Icd10cm, code: str, on: date) -> Validity | None:
    """What is wrong with a code on a day; None where it may be billed as it stands."""
    return None if book.is_billable(code, on) else book.validate(code, on)


@lru_cache(100_000)
def flags(book: Icd10cm, code: str, on: date) -> tuple[str, ...]:
    """What the Medicare Code Editor says of a code on a day."""
    return book.flags(code, on)


@lru_cache(100_000)
def exclusions(book: Icd10cm, code: str) -> tuple[Exclusion, ...]:
    """The Excludes1 notes at a code, its category, block and chapter, as codes. Notes that name none are left out."""
    entry = book.lookup(code)
    notes = [(note.at, note.text) for note in entry.notes if note.kind == "excludes1"] if entry else []
    found = (_exclusion(at, text) for at, text in notes)
    return tuple(one for one in found if one.stems or one.ranges)


def _exclusion(at: str, text: str) -> Exclusion:
    """Only codes in parentheses count; ``E10.-`` is everything below E10, ``E08-E13`` every category between."""
    named = [found for inside in _PARENTHESES.findall(text) for found in _CODE.findall(inside)]
    stems = [undotted(first) for first, last in named if not last]
    ranges = [(undotted(first), undotted(last)) for first, last in named if last]
    return Exclusion(at, tuple(stems), tuple(ranges))


@lru_cache(100_000)
def leaves_side_open(book: Icd10cm, code: str) -> bool:
    """Whether a code says "unspecified" where a code beside it says "right"; of an injury the stem before the 7th character is asked."""
    entry = book.lookup(code)
    if entry is None:
        return False
    return _has_sided_sister(book, code) or (entry.parent is not None and _has_sided_sister(book, entry.parent))


def _has_sided_sister(book: Icd10cm, code: str) -> bool:
    entry = book.lookup(code)
    words = (entry.title or "").split() if entry else []
    if entry is None or entry.parent is None or "unspecified" not in words:
        return False
    sided = {" ".join([*words[:place], "right", *words[place + 1 :]]) for place, word in enumerate(words) if word == "unspecified"}
    return any(title(book, undotted(sister)) in sided for sister in book.children(entry.parent))
