"""From the words of a procedure to tables and codes: through the Index, the keys and the meanings of the characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from math import log
from typing import TYPE_CHECKING

from ..icd10cm.words import CONNECTING
from ..values import Hit
from .index import Lead, about_of
from .keys import Reading
from .phrases import words_of
from .tables import LENGTH, Tables
from .values import PcsPath

if TYPE_CHECKING:
    from .book import Icd10pcs

_LEADS = 16
_MANY = 800
_CODES = 60
_WAYS = 6
_Rank = tuple[float, int, int, int]
_SCALE = 14.0
"""Above the logarithm of the number of codes."""
_STRANGE = 0.004
"""What a word that was not asked for takes from a score."""


class Finder:
    """Searches one ICD-10-PCS book."""

    def __init__(self, book: Icd10pcs) -> None:
        """``book``: whose Index, keys and tables are searched, and whose validity list decides."""
        self._book = book
        self._laters: dict[tuple[str, str], frozenset[str]] = {}
        self._weights: dict[str, float] = {}
        self._says = lru_cache(32768)(self._read_says)

    # -- ways to a table -----------------------------------------------------------------------------------------------------------

    def find(self, words: str, on: date, limit: int) -> list[PcsPath]:
        """The best ways through the Index: fewest words unused, fewest words not asked for, shortest."""
        found: dict[str, tuple[_Rank, PcsPath]] = {}
        for rank, path in self._paths(words, on):
            if path.prefix not in found or rank < found[path.prefix][0]:
                found[path.prefix] = (rank, path)
        ranked = sorted(found.values(), key=lambda item: (item[0], item[1].prefix))
        return [path for _rank, path in ranked[:limit]]

    def _paths(self, words: str, on: date) -> Iterator[tuple[_Rank, PcsPath]]:
        index = self._book.index(on)
        if index is None:
            return
        for reading in self._book.keys.readings(words):
            leads = islice(index.find(reading.stems, lambda stem: self._weight(stem, on)), _MANY)
            for lead in sorted(set(leads), key=_rank)[:_LEADS]:
                if found := self._path(lead, reading, on):
                    path, left = found
                    unused = round(sum(self._weight(stem, on) for stem in left), 2)
                    yield (unused, lead.strange, len(reading.read_as), len(path.path) + len(path.followed)), path

    def _path(self, lead: Lead, reading: Reading, on: date) -> tuple[PcsPath, frozenset[str]] | None:
        prefix, left = self._narrowed(lead, on)
        codes = self._book.count(prefix, on)
        if not codes:
            return None
        path = PcsPath(
            path=lead.path,
            prefix=prefix,
            codes=codes,
            labels=tuple(label or char for char, label in zip(prefix, self._book.labels(prefix, on), strict=True)),
            followed=lead.followed,
            read_as=reading.read_as,
            unused=tuple(sorted(left)),
        )
        return path, left

    def _narrowed(self, lead: Lead, on: date) -> tuple[str, frozenset[str]]:
        """Further characters, and the words that neither they nor any later one takes up.

        A character is chosen where its meaning holds more of the words than any other, or brings in fewer strange ones; or where it is
        the only one there is. What a reference
        that led here says of a character (``with qualifier Diagnostic``) counts behind the words that were asked.
        """
        prefix, hints = lead.code, frozenset(stem for step in lead.followed for stem in words_of(about_of(step)))
        left = lead.left - {stem for label in self._book.labels(prefix, on) for stem in words_of(label or "")}
        while len(prefix) < LENGTH:
            fits = sorted((_fit(char, label, left, hints) for char, label in self._book.following(prefix, on)), reverse=True)
            if not fits or (len(fits) > 1 and (fits[0][:3] == fits[1][:3] or fits[0][:2] == (0, 0))):
                break
            prefix += fits[0][3]
            left -= fits[0][4]
        return prefix, left - self._later(prefix, on)

    def _later(self, prefix: str, on: date) -> frozenset[str]:
        """The words of every meaning that a later character may take."""
        tables = self._book.tables(on)
        table = tables.table(prefix[:3]) if tables else None
        if table is None:
            return frozenset()
        key = (tables.release if tables else "", prefix)
        if key not in self._laters:
            rows = [row for row in table.rows if row.takes(prefix[3:])]
            labels = {label for row in rows for axis in row.labels[max(0, len(prefix) - 3) :] for label in axis.values()}
            self._laters[key] = frozenset(stem for label in labels for stem in words_of(label))
        return self._laters[key]

    def _weight(self, stem: str, on: date) -> float:
        """How much a word says: more, the fewer codes it stands in."""
        if stem not in self._weights:
            tables = self._book.tables(on)
            row = tables.connection().execute("SELECT times FROM stem WHERE stem = ?", (stem,)).fetchone() if tables else None
            self._weights[stem] = 1 - log(row[0] if row else 1) / _SCALE
        return self._weights[stem]

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
        """Codes whose meanings hold every word, as they stand or as the keys read them."""
        phrases = self._book.phrases(on)
        for reading in self._book.keys.readings(words) if phrases else ():
            why = "; ".join(reading.read_as) or "its meanings"
            for code in phrases.holding(reading.stems, _CODES) if phrases else ():
                yield code, 0.55 + self._held(code, reading.stems, on) - 0.02 * len(reading.read_as), why

    def _by_index(self, words: str, on: date) -> Iterator[tuple[str, float, str]]:
        """Codes below the best ways through the Index, those first that hold more of the words."""
        for place, path in enumerate(self.find(words, on, _WAYS)):
            asked, named = _asked(words, path), _words((*path.path, *path.followed))
            why = "; ".join((*path.followed, " > ".join(path.path), *path.read_as))
            for code in islice(self._book.codes(path.prefix, on), _CODES):
                yield code, 0.6 - 0.03 * place - 0.08 * len(path.unused) + self._held(code, asked, on, named), why

    def _held(self, code: str, asked: frozenset[str], on: date, named: frozenset[str] = frozenset()) -> float:
        """The part of the words that a code's meanings hold, or the way to it, of 0.4; less a little for each word not asked for."""
        found = self._says(code, self._book.tables(on), on)
        return 0.4 * len(asked & (found | named)) / max(1, len(asked)) - _STRANGE * len(found - asked)

    def _read_says(self, code: str, _tables: Tables | None, on: date) -> frozenset[str]:
        """The stems of a code's meanings."""
        return frozenset(stem for label in self._book.meanings(code, on) for stem in words_of(label))


def _asked(words: str, path: PcsPath) -> frozenset[str]:
    """The words that were asked, as they were read on this way."""
    asked = _words((words,))
    for pair in path.read_as:
        written, _is, value = pair.partition(" = ")
        asked = (asked - _words((written,))) | _words((value,))
    return asked


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for text in texts for stem in words_of(text) if stem not in CONNECTING)


def _fit(character: str, label: str, left: frozenset[str], hints: frozenset[str]) -> tuple[int, int, int, str, frozenset[str]]:
    """How a choice fits: words asked that it holds, words of references, strange words (fewer is more), its character, its words."""
    held = frozenset(words_of(label))
    return len(left & held), len(hints & held), -len(held - left - hints), character, held


def _rank(lead: Lead) -> tuple[int, int, int, tuple[str, ...], str]:
    return len(lead.left), lead.strange, len(lead.path) + len(lead.followed), lead.path, lead.code
