"""Where "see" and "see also" lead: the term that a reference names, as a person finds it.

A reference is printed as words parted by commas, ``Fracture, traumatic, femur``. The first names the main term, in any of its forms; the
others stand on the way below it, in whatever order and with terms between. Words in parentheses are nonessential. ``by site``, ``by type``
leave a choice: the reference leads to where the choice begins, and what it says after that must stand below. Where the main term that
was named does not hold the words, they are looked for in the other order (``African trypanosomiasis``), and where the term that was
reached refers to itself: in a table (Neoplasm, Poisoning) or under another term (``Inflammation, lacrimal, passages, acute``).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from .asked import TAKEN, forms_of, words_of

_TERMS = "SELECT id, level, title, nemod, last FROM term WHERE id BETWEEN ? AND ? ORDER BY id"
_MAINS = "SELECT id, title, last, coalesce(see, see_also) FROM term WHERE level = 0 ORDER BY id"
_REFERS = "SELECT coalesce(see, see_also) FROM term WHERE id = ?"
_LEADING = re.compile(r"^[-\s]*(?:see\s+)?(?:also\s+)?(?:code\s+(?:as|to|under|by\s+site(?:\s+and\s+\w+)?\s+under)\s+)?", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_CHOICE = re.compile(
    r",?\s*\b(?:or\s+)?by\s+(?:the\s+)?(?:specified\s+|body\s+)?(?:site|type|region|substance|disorder|drug|agent|device|name|object)\b"
    r"(?:\s+(?:of|and|or)\s+(?:object\s+or\s+)?\w+)*(?:,?\s+if\s+\w+)?",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"(?:condition\b|(?:by |the )?specific\b|specified\b|substance specified|by |nature of injury|external cause by type|omit code|code by|"
    r"(?:underlying|associated|first listed|type of)\b)",
    re.IGNORECASE,
)
_CHARACTER = re.compile(r",?\s+(?:with|using)\s[^,]*\b(?:7th|seventh)\s+character.*$")
"""Which character the codes that are found must have."""
_CODED = re.compile(r"\s+[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]+)?-?(?:\s+with\s.*)?$")
"""A code printed after the words, with what must follow it."""
_OR = re.compile(r",?\s+or\s+[^,]+")
_TABLE = re.compile(r"\bTable\b(?: of)?", re.IGNORECASE)


@lru_cache(100_000)
def _words(text: str) -> frozenset[str]:
    """The words that are compared: of one and of many alike."""
    return frozenset(word.rstrip("s") or word for word in words_of(text))


_SLIGHT = _words("disease disorder condition syndrome specified type site other")
"""Words that a reference says beside the term's own."""


class Place(NamedTuple):
    """A term that a reference leads to. ``unmet``: words of the reference that no term there holds; ``strange``: words it does not say."""

    id: int
    path: tuple[str, ...]
    unmet: frozenset[str]
    strange: int = 0

    @property
    def distance(self) -> tuple[int, int]:
        """How far it is from what the reference says."""
        return len(self.unmet), self.strange


class _Main(NamedTuple):
    id: int
    title: str
    last: int
    refers: str | None


class _Below(NamedTuple):
    """A way below a term: which of the words it holds, how many strange ones, where it ends."""

    held: frozenset[str]
    strange: int
    level: int
    id: int
    path: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int, int]:
        return -len(self.held - _SLIGHT), self.strange, self.level, self.id


class Places:
    """The terms of one index file, by what references name."""

    def __init__(self, connection: sqlite3.Connection, *, is_table: bool) -> None:
        """``is_table``: its lowest terms are columns, to which no reference leads by itself."""
        self._connection, self._is_table = connection, is_table
        self._rows: dict[int, list[tuple[int, int, str, str, int]]] = {}

    def find(self, reference: str) -> Place | None:
        """The term that a reference names; None where no main term holds its first words."""
        text = _CODED.sub("", _CHARACTER.sub("", _TABLE.sub("", _LEADING.sub("", reference)))).strip(" ,.;")
        if text.endswith("-") and "," not in text:
            return self._beginning(text.rstrip("-"))
        found = self._find(text)
        if found is not None and found.unmet and (either := _OR.sub("", text)) != text:  # this or that: one of them is enough
            one = self._find(either)
            return one if one is not None and not one.unmet else found
        return found

    def _find(self, text: str) -> Place | None:
        named, *chosen = _CHOICE.split(_ASIDE.sub(" ", text), maxsplit=1)
        wanted, later = _words(named), _words(" ".join(chosen))
        also = _words(" ".join(_ASIDE.findall(text)))
        head = _words(named.split(",")[0])
        asked = wanted, later, also, text[:4]
        first = self._best((main for main in self._sharing(head) if _names(head, main.title)), *asked)
        if first is not None and not first.unmet:
            return first
        other = self._best((main for main in self._sharing(wanted) if _names(wanted, main.title, whole=True)), *asked)
        turned = other._replace(strange=other.strange + 1) if other else None
        return min((place for place in (first, turned) if place), key=lambda place: len(place.unmet), default=None)

    def refers(self, place: Place) -> str:
        """What the term of a place, else its main term, refers to itself; empty where nothing."""
        main = next(main for main in self._mains if main.id <= place.id <= main.last)
        return self._connection.execute(_REFERS, (place.id,)).fetchone()[0] or main.refers or ""

    def _best(
        self, mains: Iterable[_Main], wanted: frozenset[str], later: frozenset[str], also: frozenset[str], first: str
    ) -> Place | None:
        """The best place below the main terms that are offered, sooner one that begins with the ``first`` letters."""
        found = [(way, main) for main in mains if (way := self._way(main.id, main.last, wanted, also))]
        if not found:
            return None
        way, main = min(found, key=lambda item: (item[0].rank[0], not item[1].title.startswith(first), item[0].rank))
        below = self._way(way.id, self._last(main, way.id), later - way.held, also) if later else None
        unmet = (wanted | later) - way.held - (below.held if below else frozenset()) - _SLIGHT
        return Place(way.id, way.path, unmet, way.strange + (below.strange if below else 0))

    def _way(self, start: int, last: int, wanted: frozenset[str], also: frozenset[str]) -> _Below | None:
        """The way from a term down that holds most of the words and fewest others."""
        known, best = wanted | also, None
        path: list[tuple[int, str, frozenset[str]]] = []  # term, title, words held so far
        base = 0
        for number, level, title, nemod, end in self._terms(start, last):
            base = base if path else level
            del path[level - base :]
            before = path[-1][2] if path else frozenset()
            own = wanted & _held(title, nemod)
            path.append((number, title, before | own))
            if len(path) == 1 or not own <= before:
                column = self._is_table and end == number and len(path) > 1  # its row is the place
                way = _way_along(path[:-1] if column else path, path[-1][2], known, level)
                best = way if best is None or way.rank < best.rank else best
        return best

    def _beginning(self, letters: str) -> Place | None:
        """The first main term that begins with these letters."""
        found = next((main for main in self._mains if main.title.lower().startswith(letters.lower())), None)
        return Place(found.id, (found.title,), frozenset()) if found else None

    # -- rows ----------------------------------------------------------------------------------------------------------------------------

    @cached_property
    def _mains(self) -> list[_Main]:
        return [_Main._make(row) for row in self._connection.execute(_MAINS)]

    @cached_property
    def _with_word(self) -> dict[str, list[_Main]]:
        found: dict[str, list[_Main]] = {}
        for main in self._mains:
            for word in _words(main.title):
                found.setdefault(word, []).append(main)
        return found

    def _sharing(self, words: frozenset[str]) -> Iterator[_Main]:
        """The main terms that share a word, in the order of the book, each once."""
        yield from sorted({main for word in words for main in self._with_word.get(word, ())})

    def _last(self, main: _Main, number: int) -> int:
        return next(end for row, _level, _title, _nemod, end in self._terms(main.id, main.last) if row == number)

    def _terms(self, start: int, last: int) -> list[tuple[int, int, str, str, int]]:
        if start not in self._rows:
            self._rows[start] = self._connection.execute(_TERMS, (start, last)).fetchall()
        return self._rows[start]


def is_instruction(reference: str) -> bool:
    """Whether a reference names no place but tells how to look: ``see condition``, under the condition's own name."""
    return _INSTRUCTION.match(_LEADING.sub("", reference)) is not None


def lead(reference: str, own: Places, others: tuple[Places, ...], deep: int = 3) -> tuple[Places, Place] | None:
    """Where a reference of one index leads: in it, else in another book, else where the term that was reached refers to itself."""
    if is_instruction(reference):
        return None
    place = own.find(reference)
    further = own.refers(place) if place else ""
    if place and (not place.unmet and not (place.strange and _TABLE.search(further))):
        return own, place
    found = [(own, place)] if place else []
    found += [(book, other) for book in others if (other := book.find(reference))]
    if place and place.unmet and further and deep:
        found += _onward(reference, place, further, own, others, deep)
    return min(found, key=lambda item: item[1].distance, default=None)


def _onward(
    reference: str, place: Place, further: str, own: Places, others: tuple[Places, ...], deep: int
) -> Iterator[tuple[Places, Place]]:
    """What is found of the words left where the term that was reached refers to: in the tables beside, or under another term."""
    left = " ".join(word for word in re.findall(r"[^\s,()]+", reference) if _words(word) & place.unmet)
    words, books = (left, others) if _TABLE.search(further) else (f"{further}, {left}", (own,))
    for book in books:
        if left and (found := lead(words, book, (), deep - 1)) and not found[1].unmet:
            yield found


@lru_cache(100_000)
def _forms(title: str) -> tuple[frozenset[str], ...]:
    """The words of each form of a title's first word."""
    return tuple(frozenset(word.rstrip("s") or word for word in form) for form in forms_of(title))


def _way_along(path: list[tuple[int, str, frozenset[str]]], held: frozenset[str], known: frozenset[str], level: int) -> _Below:
    titles = tuple(title for _number, title, _held in path)
    return _Below(held, sum(_strange(title, known) for title in titles), level, path[-1][0], titles)


def _names(words: frozenset[str], title: str, *, whole: bool = False) -> bool:
    """Whether words name a main term: they hold a form of it or, unless the ``whole`` form must be there, are part of one."""
    return any(form and (form <= words or (not whole and words <= form)) for form in _forms(title))


@lru_cache(100_000)
def _held(title: str, nemod: str) -> frozenset[str]:
    """The words that a title holds, with its nonessential modifiers."""
    modifiers = (_words(modifier) for modifier in nemod.split("\n"))
    return _words(title).union(*modifiers)


def _strange(title: str, known: frozenset[str]) -> int:
    """How many words of a title are not of the reference, by its nearest form."""
    if title in TAKEN:
        return 0
    forms = _forms(title)
    rest = _words(title) - frozenset(word for form in forms for word in form)
    return min(len(form - known) for form in forms) + len(rest - known)
