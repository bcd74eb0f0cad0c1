"""Walk the Alphabetic Index as a coder does: main term, then subterms, then see and see also; last, the Tabular List decides.

A word is spent where a term holds it, or a word that says the same. The best ends are those that spend the most words and bring in the
fewest that were not asked for; among equals, those whose main term is the condition, which English names last. Connecting terms (with, due
to, in) are passed through, nonessential modifiers may be there or not (Official Guidelines, I.A.7 and I.B.1). Where words are left over,
terms between may be skipped; a term without a code leads to its child that says nothing more is specified.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claimwright.core import undotted

from ..values import IndexPath
from .asked import ANY_SITE, SLIGHT, Asked, every_word, words_of
from .places import Places, lead
from .words import stems

if TYPE_CHECKING:
    from .book import Icd10cm

_FOLLOW = 4
"""How many see references are followed one after another."""
_WIDEST = 150
"""How many ends are followed further at each step."""
_MAIN = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE level = 0"
_ONE = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE id = ?"
_BELOW = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE id > ? AND id <= ? AND level = ?"
_ALL_BELOW = "SELECT id, level, title, nemod, code, manif, see, see_also, last FROM term WHERE id > ? AND id <= ? ORDER BY id"
_NOTHING_MORE = re.compile(r"(?:not specified|unspecified|without|not stated)\b", re.IGNORECASE)
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

    def rank(self, asked: Asked) -> tuple[int, int, int, bool, int, int]:
        """Fewer words left, fewer strange words, the condition as main term, the words as they were written, then the shorter way.

        To say of a condition what was not said (congenital, of pregnancy) is worse than to leave a word.
        """
        held = sum(len(asked.written & frozenset(stems(title))) for title in self.path)
        is_condition = asked.last in words_of(self.path[0])
        left = sum(1 if word in SLIGHT else 2 for word in self.left) + 3 * asked.changed(self.path)
        return (left, self.extra, len(self.here), not is_condition, -held, len(self.path) + len(self.followed))


class Walk:
    """Walks through one index file."""

    def __init__(self, connection: sqlite3.Connection, book: Icd10cm, beside: tuple[Walk, ...] = (), is_table: bool = False) -> None:
        """``connection``: the calling thread's, to the index file; ``book`` decides on codes.

        ``beside``: the tables that references may lead to; ``is_table``: its lowest terms are columns, which a reference names last.
        """
        self._connection, self._book, self._beside, self._is_table = connection, book, beside, is_table
        self._leads: dict[str, tuple[Walk, _Term, tuple[str, ...]] | None] = {}
        self._below: dict[int, list[_Term]] = {}
        self._seen: set[tuple[int, frozenset[str], frozenset[str]]] = set()
        self._asked = Asked("")

    def find(self, words: str, on: date, limit: int) -> list[IndexPath]:
        """The best ways, at most ``limit``; none for words that no main term holds."""
        asked = Asked(words)
        for walk in (self, *self._beside):
            walk._seen.clear()
            walk._asked = asked
        found = sorted(self._found(asked), key=lambda end: end.rank(asked))
        best: dict[tuple[str, ...], IndexPath] = {}
        for end in islice(found, limit * 6):
            for path in self._ends(end, on):
                best.setdefault((*path.path, path.code or ""), path)
        if not best:
            return [IndexPath(path=(main.title,), code=None, see_also=main.see or main.see_also) for main in self._mains_for(asked)][:limit]
        fewest = min((len(path.unused) for path in best.values()), default=0)
        return [path for path in best.values() if len(path.unused) <= fewest + 1][:limit]

    def _found(self, asked: Asked) -> Iterator[_End]:
        """Ends with a code: first those without a reference, then those one reference away, until some end has spent every word.

        Where words are left in the end, terms between are skipped.
        """
        walks = (self, *self._beside)
        ends = [(walk, end) for walk in walks for main in walk._mains_for(asked) for end in walk._from(main, asked)]
        for _step in range(_FOLLOW + 1):
            good = [end for _walk, end in ends if end.term.code or _CATEGORY.match(end.term.see or "")]
            yield from good
            if any(not end.left for end in good):
                return
            further = [item for walk, end in ends for item in walk._follow(end)]
            ends = sorted(further, key=lambda item: item[1].rank(asked))[:_WIDEST]
        yield from (end for walk in walks for main in walk._mains_for(asked) for end in walk._skipping(main, asked))

    # -- down the terms ----------------------------------------------------------------------------------------------------------------

    @cached_property
    def _mains(self) -> list[tuple[frozenset[str], _Term]]:
        return [(words_of(term.title), term) for term in map(_Term._make, self._connection.execute(_MAIN))]

    def _mains_for(self, asked: Asked) -> list[_Term]:
        places = {place for word in asked.known for place in self._with_word.get(word, ())}
        return [self._mains[place][1] for place in sorted(places)]

    @cached_property
    def _with_word(self) -> dict[str, list[int]]:
        """Which main terms hold a word."""
        found: dict[str, list[int]] = {}
        for place, (held, _term) in enumerate(self._mains):
            for word in held:
                found.setdefault(word, []).append(place)
        return found

    def _from(self, main: _Term, asked: Asked) -> Iterator[_End]:
        """A main term and the ends below it."""
        spent = asked.spent(asked.words, _all_words(main, asked))
        left = asked.words - spent
        loose = len(spent - _all_words(main, asked))
        yield from self._down(_End(main, (main.title,), (), left, left, asked.strange(main.title) + loose))

    def _down(self, end: _End, wanted: frozenset[str] = frozenset()) -> Iterator[_End]:
        """The end itself and every end below that spends a word; what was walked before with the same words is not walked again.

        ``wanted``: words of the reference that led here, which are not strange.
        """
        key = (end.term.id, end.left, end.here)
        if key in self._seen:
            return
        self._seen.add(key)
        yield end
        if not end.here and not end.term.code:
            yield from self._default(end)
        for term in self._children(end.term) if end.here else ():
            held = words_of(term.title)
            points = bool(term.see or term.see_also)
            free = not held or (points and held <= ANY_SITE)
            passed = free or (points and not end.term.code and _leads_by_site(term, end.path[0]))
            if passed or self._asked.spent(end.here, held):
                extra = end.extra + (0 if free else self._asked.strange(term.title, wanted))
                every = _all_words(term, self._asked)
                here = self._asked.spent(end.here, every)
                extra += len(here - every)
                step = _End(
                    term, (*end.path, term.title), end.followed, end.left - self._asked.spent(end.left, every), end.here - here, extra
                )
                yield from (further for further in self._down(step, wanted) if not passed or points or further is not step)

    def _default(self, end: _End) -> Iterator[_End]:
        """The child that says nothing more is specified, of a term that has no code itself."""
        child = next((child for child in self._children(end.term) if child.code and _NOTHING_MORE.match(child.title)), None)
        if child:
            yield _End(child, (*end.path, child.title), end.followed, end.left, end.here, end.extra)

    def _skipping(self, main: _Term, asked: Asked) -> Iterator[_End]:
        """Ends below a main term by the words of their whole path, whatever stands between."""
        path: list[_Term] = []
        if asked.words.isdisjoint(words_of(main.title)):
            return
        start = asked.words - asked.spent(asked.words, _all_words(main, asked))
        lefts, strange = [start], [asked.strange(main.title)]
        if not start:
            return
        for row in self._connection.execute(_ALL_BELOW, (main.id, main.last)):
            term = _Term._make(row)
            depth = term.level - 1
            del path[depth:], lefts[depth + 1 :], strange[depth + 1 :]
            path.append(term)
            lefts.append(lefts[-1] - asked.spent(lefts[-1], _all_words(term, asked)))
            strange.append(strange[-1] + asked.strange(term.title))
            if len(lefts[-1]) < len(lefts[-2]) and term.code:
                yield _End(term, (main.title, *(step.title for step in path)), (), lefts[-1], lefts[-1], strange[-1])

    def _children(self, term: _Term) -> list[_Term]:
        if term.id not in self._below:
            rows = self._connection.execute(_BELOW, (term.id, term.last, term.level + 1))
            self._below[term.id] = [_Term._make(row) for row in rows]
        return self._below[term.id]

    # -- see and see also --------------------------------------------------------------------------------------------------------------

    def _follow(self, end: _End) -> Iterator[tuple[Walk, _End]]:
        """Where the references of an end lead, while words are left or no code is there."""
        term = end.term
        for kind, reference in (("see", term.see), ("see also", term.see_also)):
            if reference and (not term.code or end.left) and (led := self._led(reference)) is not None:
                walk, target, path = led
                step = (
                    f"{', '.join(end.path)}: {reference}" if reference.startswith("code ") else f"{', '.join(end.path)} {kind} {reference}"
                )
                yield from ((walk, further) for further in walk._resume(end, step, target, path, words_of(reference)))

    def _resume(self, end: _End, step: str, term: _Term, path: tuple[str, ...], wanted: frozenset[str]) -> Iterator[_End]:
        """The ends at and below the place a reference led to; every word may be spent again on the new path."""
        if step not in end.followed:
            held = frozenset(word for title in path for word in words_of(title))
            every = self._asked.words | wanted
            here, left = every - self._asked.spent(every, held), end.left - self._asked.spent(end.left, held)
            yield from self._down(_End(term, path, (*end.followed, step), left, here, end.extra), wanted)

    @property
    def beside(self) -> tuple[Walk, ...]:
        """The tables that references may lead to."""
        return self._beside

    @cached_property
    def places(self) -> Places:
        """The terms of this book by what references name."""
        return Places(self._connection, is_table=self._is_table)

    def _led(self, reference: str) -> tuple[Walk, _Term, tuple[str, ...]] | None:
        """The term a reference names, in this book or a table beside it, and the walk through that book."""
        if reference not in self._leads:
            found = lead(reference, self.places, tuple(walk.places for walk in self._beside))
            walk = next(walk for walk in (self, *self._beside) if walk.places is found[0]) if found else None
            self._leads[reference] = (walk, walk._term(found[1].id), found[1].path) if found and walk else None
        return self._leads[reference]

    def _term(self, number: int) -> _Term:
        return _Term._make(self._connection.execute(_ONE, (number,)).fetchone())

    # -- what is found -----------------------------------------------------------------------------------------------------------------

    def _ends(self, end: _End, on: date) -> Iterator[IndexPath]:
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
            unused=tuple(sorted(self._asked.shown.get(word, word) for word in end.left)),
        )


def _all_words(term: _Term, asked: Asked) -> frozenset[str]:
    """The words a term spends. A nonessential modifier of several words (``hemoglobin deficiency``) does so where all of them are asked."""
    modifiers = (every_word(modifier) for modifier in term.nemod.split("\n") if words_of(modifier) <= asked.known)
    return every_word(term.title).union(*modifiers)


def _leads_by_site(term: _Term, main: str) -> bool:
    """Whether a term sends on to the sites of a neoplasm, or of its own main term."""
    reference = term.see or term.see_also or ""
    return "by site" in reference and reference.split(",")[0] in ("Neoplasm", main.split(",")[0])
