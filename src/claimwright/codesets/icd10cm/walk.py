"""Walk the Alphabetic Index as a coder does: main term, then subterms, then see and see also; last, the Tabular List decides.

A word is spent where a term holds it. The best ends are those that spend the most words and bring in the fewest that were not asked for;
connecting terms (with, due to, in) are passed through, nonessential modifiers may be there or not (Official Guidelines, I.A.7 and I.B.1).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claimwright.core import undotted

from ..values import IndexPath
from .words import CONNECTING, stems

if TYPE_CHECKING:
    from .book import Icd10cm

_FOLLOW = 4
"""How many see references are followed one after another."""
_WIDEST = 150
"""How many ends are followed further at each step."""
_MAIN = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE level = 0"
_BELOW = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE id > ? AND id <= ? AND level = ?"
_NO_PLACE = {"condition", "by site", "by type", "by drug"}
_CATEGORY = re.compile(r"(?:sub)?category ([A-Z][0-9A-Z][0-9A-Z](?:\.[0-9A-Z]*)?-?)")


class _Term(NamedTuple):
    id: int
    level: int
    title: str
    nemod: str
    code: str | None
    manif: str | None
    see: str | None
    see_also: str | None
    last: int


class _End(NamedTuple):
    """Where a walk stands: the titles behind it, the references followed, words not yet spent at all and on this path, strange words."""

    term: _Term
    path: tuple[str, ...]
    followed: tuple[str, ...]
    left: frozenset[str]
    here: frozenset[str]
    extra: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Fewer words left, fewer strange words, fewer that the last path does not hold, then the shorter way."""
        return (len(self.left), self.extra, len(self.here), len(self.path) + len(self.followed))


class Walk:
    """Walks through one index file."""

    def __init__(self, connection: sqlite3.Connection, book: Icd10cm, beside: tuple[Walk, ...] = (), is_table: bool = False) -> None:
        """``connection``: the calling thread's, to the index file; ``book`` decides on codes.

        ``beside``: the tables that references may lead to; ``is_table``: its lowest terms are columns, which a reference names last.
        """
        self._connection, self._book, self._beside, self._is_table = connection, book, beside, is_table
        self._places: dict[str, tuple[_Term, tuple[str, ...]] | None] = {}
        self._below: dict[int, list[_Term]] = {}
        self._seen: set[tuple[int, frozenset[str], frozenset[str]]] = set()

    def find(self, words: str, on: date, limit: int) -> list[IndexPath]:
        """The best ways, at most ``limit``; none for words that no main term holds."""
        for walk in (self, *self._beside):
            walk._seen.clear()
        asked = frozenset(stem for stem in stems(words) if stem not in CONNECTING) or frozenset(stems(words))
        found = sorted(self._found(asked), key=lambda end: end.rank)
        best: dict[tuple[str, ...], IndexPath] = {}
        for end in islice(found, limit * 6):
            for path in self._ends(end, asked, on):
                best.setdefault((*path.path, path.code or ""), path)
        if not best:
            return [IndexPath(path=(main.title,), code=None, see_also=main.see or main.see_also) for main in self._mains_for(asked)][:limit]
        fewest = min((len(path.unused) for path in best.values()), default=0)
        return [path for path in best.values() if len(path.unused) <= fewest + 1][:limit]

    def _found(self, asked: frozenset[str]) -> Iterator[_End]:
        """Ends with a code: first those without a reference, then those one reference away, until some end has spent every word."""
        walks = (self, *self._beside)
        ends = [(walk, end) for walk in walks for main in walk._mains_for(asked) for end in walk._from(main, asked)]
        for _step in range(_FOLLOW + 1):
            good = [end for _walk, end in ends if end.term.code or _CATEGORY.match(end.term.see or "")]
            yield from good
            if any(not end.left for end in good):
                return
            further = [item for walk, end in ends for item in walk._follow(end, asked)]
            ends = sorted(further, key=lambda item: item[1].rank)[:_WIDEST]

    # -- down the terms ----------------------------------------------------------------------------------------------------------------

    @cached_property
    def _mains(self) -> list[tuple[frozenset[str], _Term]]:
        return [(_words(term.title), term) for term in map(_Term._make, self._connection.execute(_MAIN))]

    def _mains_for(self, asked: frozenset[str]) -> list[_Term]:
        return [term for held, term in self._mains if held & asked]

    def _from(self, main: _Term, asked: frozenset[str]) -> Iterator[_End]:
        """A main term and the ends below it."""
        left = asked - _all_words(main)
        yield from self._down(_End(main, (main.title,), (), left, left, _strange(main, asked)))

    def _down(self, end: _End) -> Iterator[_End]:
        """The end itself and every end below that spends a word; what was walked before with the same words is not walked again."""
        key = (end.term.id, end.left, end.here)
        if key in self._seen:
            return
        self._seen.add(key)
        yield end
        for term in self._children(end.term) if end.here else ():
            held = _words(term.title)
            if held & end.here or not held:
                extra, spent = end.extra + len(held - end.here), _all_words(term)
                step = _End(term, (*end.path, term.title), end.followed, end.left - spent, end.here - spent, extra)
                yield from (further for further in self._down(step) if held or further is not step)

    def _children(self, term: _Term) -> list[_Term]:
        if term.id not in self._below:
            rows = self._connection.execute(_BELOW, (term.id, term.last, term.level + 1))
            self._below[term.id] = [_Term._make(row) for row in rows]
        return self._below[term.id]

    # -- see and see also --------------------------------------------------------------------------------------------------------------

    def _follow(self, end: _End, asked: frozenset[str]) -> Iterator[tuple[Walk, _End]]:
        """Where the references of an end lead, while words are left or no code is there."""
        term = end.term
        for kind, reference in (("see", term.see), ("see also", term.see_also)):
            if reference and (not term.code or end.left):
                places = [(walk, found) for walk in (*self._beside, self) if (found := walk.at(reference))][:1]
                for walk, (target, path) in places:
                    step = f"{', '.join(end.path)} {kind} {reference}"
                    yield from ((walk, further) for further in walk._resume(end, step, target, path, asked | _words(reference)))

    def _resume(self, end: _End, step: str, term: _Term, path: tuple[str, ...], asked: frozenset[str]) -> Iterator[_End]:
        """The ends at and below the place a reference led to; every word may be spent again on the new path."""
        if step not in end.followed:
            spent = frozenset(word for title in path for word in _words(title))
            yield from self._down(_End(term, path, (*end.followed, step), end.left - spent, asked - spent, end.extra))

    @property
    def beside(self) -> tuple[Walk, ...]:
        """The tables that references may lead to."""
        return self._beside

    def at(self, reference: str) -> tuple[_Term, tuple[str, ...]] | None:
        """The term a reference names: its main term by its first word, then as many subterms as are there."""
        if reference not in self._places:
            self._places[reference] = self._look_up(reference)
        return self._places[reference]

    def _look_up(self, reference: str) -> tuple[_Term, tuple[str, ...]] | None:
        parts = [part.strip() for part in reference.split(",") if part.strip() and part.strip() not in _NO_PLACE]
        if not parts:
            return None
        wanted = _words(parts[0])
        main = next((term for held, term in self._mains if term.title.split(",")[0].lower() == parts[0].lower()), None)
        main = main or next((term for held, term in self._mains if wanted and wanted <= held), None)
        if main is None:
            return None
        return self._under(main, parts[1:])

    def _under(self, term: _Term, parts: list[str]) -> tuple[_Term, tuple[str, ...]]:
        path: tuple[str, ...] = (term.title,)
        for part in parts:
            wanted = _words(part)
            below = (child for child in self._children(term) if child.last > child.id or not self._is_table)
            fitting = sorted((len(_words(child.title) ^ wanted), child.id, child) for child in below if wanted & _words(child.title))
            if fitting and (not self._is_table or fitting[0][0] <= len(wanted)):
                term = fitting[0][2]
                path = (*path, term.title)
        return term, path

    # -- what is found -----------------------------------------------------------------------------------------------------------------

    def _ends(self, end: _End, asked: frozenset[str], on: date) -> Iterator[IndexPath]:
        term = end.term
        category = _CATEGORY.match(term.see or "")
        code = term.code or (category[1] if category else None)
        if code is None:
            return
        stem = undotted(code.replace("-", "")).rstrip(".")
        validity = self._book.validate(stem, on)
        yield IndexPath(
            path=end.path,
            code=code,
            title=self._book.title(stem, on),
            valid=validity.valid,
            billable=validity.billable,
            reason=validity.reason,
            followed=end.followed,
            see_also=term.see_also,
            manifestation=term.manif,
            unused=tuple(sorted(end.left)),
        )


@lru_cache(100_000)
def _words(title: str) -> frozenset[str]:
    """The words of a title that say something."""
    return frozenset(stem for stem in stems(title) if stem not in CONNECTING)


def _all_words(term: _Term) -> frozenset[str]:
    return frozenset(stems(term.title)) | frozenset(stems(term.nemod))


def _strange(main: _Term, asked: frozenset[str]) -> int:
    """Words of a main term that were not asked for, by its nearest synonym (``Diabetes, diabetic`` holds two)."""
    return min(len(_words(part) - asked) for part in main.title.split(","))
