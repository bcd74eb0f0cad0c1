"""From the words of a procedure to tables and codes: through the Index, the keys and the meanings of the characters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from ..values import Hit
from .index import Lead
from .keys import Reading
from .phrases import words_of
from .tables import LENGTH, Tables
from .values import PcsPath

if TYPE_CHECKING:
    from .book import Icd10pcs

_LEADS = 40
_CODES = 150
_PHRASES = """
SELECT code, words FROM phrase_words JOIN phrase ON phrase.id = phrase_words.rowid
WHERE phrase_words MATCH ? ORDER BY words, code LIMIT ?
"""
_STRANGE = 0.02
"""What a word that was not asked for takes from a score."""


class Finder:
    """Searches one ICD-10-PCS book."""

    def __init__(self, book: Icd10pcs) -> None:
        """``book``: whose Index, keys and tables are searched, and whose validity list decides."""
        self._book = book

    # -- ways to a table -----------------------------------------------------------------------------------------------------------

    def find(self, words: str, on: date, limit: int) -> list[PcsPath]:
        """The best ways through the Index: fewest words unused, fewest words not asked for, shortest."""
        found: dict[str, tuple[tuple[int, ...], PcsPath]] = {}
        for rank, path in self._paths(words, on):
            if path.prefix not in found or rank < found[path.prefix][0]:
                found[path.prefix] = (rank, path)
        ranked = sorted(found.values(), key=lambda item: (item[0], item[1].prefix))
        return [path for _rank, path in ranked[:limit]]

    def _paths(self, words: str, on: date) -> Iterator[tuple[tuple[int, ...], PcsPath]]:
        index = self._book.index(on)
        for reading in self._book.keys.readings(words) if index else ():
            leads = sorted(set(index.find(reading.stems)) if index else (), key=_rank)
            for lead in leads[:_LEADS]:
                if path := self._path(lead, reading, on):
                    steps = len(path.path) + len(path.followed)
                    yield (len(path.unused), lead.strange, len(reading.read_as), steps), path

    def _path(self, lead: Lead, reading: Reading, on: date) -> PcsPath | None:
        prefix, left = self._narrowed(lead.code, lead.left, on)
        step = self._book.step(prefix, on)
        if not step.codes:
            return None
        return PcsPath(
            path=lead.path,
            prefix=prefix,
            codes=step.codes,
            labels=tuple(axis.label or axis.character for axis in step.chosen),
            followed=lead.followed,
            read_as=reading.read_as,
            unused=tuple(sorted(left)),
        )

    def _narrowed(self, prefix: str, left: frozenset[str], on: date) -> tuple[str, frozenset[str]]:
        """Further characters: the one choice that holds more of the words left than any other, or the only one there is."""
        named = {stem for axis in self._book.step(prefix, on).chosen for stem in words_of(axis.label or "")}
        left -= named
        while len(prefix) < LENGTH:
            choices = self._book.step(prefix, on).choices
            ranked = sorted(((len(left & set(words_of(item.label or ""))), item) for item in choices), key=lambda pair: -pair[0])
            if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
                break
            prefix += ranked[0][1].character
            left -= set(words_of(ranked[0][1].label or ""))
        return prefix, left

    # -- codes ---------------------------------------------------------------------------------------------------------------------

    def search(self, words: str, on: date, limit: int) -> list[Hit]:
        """Codes whose meanings hold the words, then codes the Index leads to; best first."""
        best: dict[str, tuple[float, str]] = {}
        for code, score, why in (*self._by_meaning(words, on), *self._by_index(words, on)):
            if code not in best or best[code][0] < score:
                best[code] = (score, why)
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        valid = ((code, score, why) for code, (score, why) in ranked if self._book.is_billable(code, on))
        return [Hit(code, self._book.title(code, on), round(score, 3), why) for code, score, why in islice(valid, limit)]

    def _by_meaning(self, words: str, on: date) -> Iterator[tuple[str, float, str]]:
        tables = self._book.tables(on)
        for reading in self._book.keys.readings(words) if tables else ():
            why = "; ".join(reading.read_as) or "its meanings"
            for code, count in _phrases(tables, reading.stems) if tables else ():
                yield code, 1.0 - _STRANGE * max(0, count - len(reading.stems)) - 0.01 * len(reading.read_as), why

    def _by_index(self, words: str, on: date) -> Iterator[tuple[str, float, str]]:
        for path in self.find(words, on, 8):
            asked = len(path.unused) + max(1, len(path.labels))
            share = 1.0 - len(path.unused) / asked - _STRANGE * len(path.path)
            why = "; ".join((*path.followed, " > ".join(path.path), *path.read_as))
            for code in islice(self._book.codes(path.prefix, on), _CODES):
                yield code, share - _STRANGE * (LENGTH - len(path.prefix)), why


def _rank(lead: Lead) -> tuple[int, int, int, tuple[str, ...], str]:
    return len(lead.left), lead.strange, len(lead.path) + len(lead.followed), lead.path, lead.code


def _phrases(tables: Tables, asked: frozenset[str]) -> list[tuple[str, int]]:
    if not asked:
        return []
    match = " AND ".join(f'"{stem}"*' if len(stem) > 3 else f'"{stem}"' for stem in sorted(asked))
    return tables.connection().execute(_PHRASES, (match, _CODES)).fetchall()
