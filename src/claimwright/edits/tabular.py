"""What rules read in the ICD-10-CM book again and again, kept per code.

Titles are those of the newest text that is installed, whatever the day; notes, validity and flags are of the day. All of it is forgotten
when something is installed: see :func:`follow`.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from claimwright.core import InputError, undotted

if TYPE_CHECKING:
    from claimwright.codesets import Store
    from claimwright.codesets.icd10cm.book import Icd10cm
    from claimwright.codesets.tables import Table
    from claimwright.codesets.values import RelationNote, Sequence, Sides, Validity


@lru_cache(100_000)
def title(book: Icd10cm, code: str) -> str:
    """The title of a code; empty where there is none."""
    entry = book.lookup(code)
    return (entry.title if entry else None) or ""


def validity(book: Icd10cm, code: str, on: date) -> Validity | None:
    """What is wrong with a code on a day; None where it may be billed as it stands."""
    return _validity(book, code, release_day(book, on))


@lru_cache(200_000)
def _validity(book: Icd10cm, code: str, on: date) -> Validity | None:
    return None if book.is_billable(code, on) else book.validate(code, on)


def flags(book: Icd10cm, code: str, on: date) -> tuple[str, ...]:
    """What the Medicare Code Editor says of a code on a day."""
    return _flags(book, code, release_day(book, on))


@lru_cache(200_000)
def _flags(book: Icd10cm, code: str, on: date) -> tuple[str, ...]:
    return book.flags(code, on)


@lru_cache(4096)
def known(table: Table, code: str, on: date) -> bool:
    """Whether a small table has a code on a day."""
    return table.get(code, on) is not None


@lru_cache(4096)
def release_day(book: Icd10cm, on: date) -> date:
    """The first day of the release in force, by which what is read once is found again all year.

    Codes begin, end and change their flags at releases only. The day itself before the first release, and after the last day that the
    list speaks of, where answers are stale.
    """
    if on > book.horizon:
        return on
    try:
        year, month = book.release(on).split("-")
    except InputError:
        return on
    return date(int(year), int(month), 1)


def exclusion(book: Icd10cm, first: str, second: str, on: date) -> RelationNote | None:
    """The nearest Excludes1 note that keeps two codes apart on a day, those at the first code before the others; None where none does."""
    return _exclusion(book, first, second, release_day(book, on))


def order(book: Icd10cm, first: str, second: str, on: date) -> Sequence | None:
    """Which of two codes comes first by the notes of a day; None where they say nothing of the two."""
    return _order(book, first, second, release_day(book, on))


@lru_cache(200_000)
def _order(book: Icd10cm, first: str, second: str, on: date) -> Sequence | None:
    return book.sequence(first, second, on)


@lru_cache(100_000)
def sides(book: Icd10cm, code: str) -> Sides | None:
    """The codes that differ from this one in the side only."""
    return book.sides(code)


@lru_cache(200_000)
def _exclusion(book: Icd10cm, first: str, second: str, on: date) -> RelationNote | None:
    return next((note for note in book.between(first, second, on).notes if note.kind == "excludes1"), None)


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


_KEPT = (title, _validity, _flags, known, release_day, _order, sides, _exclusion, leaves_side_open)
_followed: tuple[Store | None, int] = (None, 0)


def follow(store: Store | None, generation: int) -> None:
    """Forget everything where this is another state of the books than the one that was last asked."""
    global _followed
    if _followed[0] is not store or _followed[1] != generation:
        _followed = store, generation
        for kept in _KEPT:
            kept.cache_clear()
