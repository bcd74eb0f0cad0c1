"""Find codes by words: in any order, by their beginnings, misspelled, abbreviated or in lay language; every hit says why.

A candidate text is scored by how much of what was asked it holds and how much of it was asked, rare words weighing more. An exact term of
the starter lexicon stands above every text. A code the day does not know is left out.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from claimwright.core import dotted, replace, undotted
from claimwright.core.discovery import tables

from ..values import Hit, LexiconEntry
from .lexicon import lexicon
from .phrases import INCLUSION
from .words import LIGHT, distance, plain_words, stems

if TYPE_CHECKING:
    from .book import Icd10cm

_Row = tuple[int, int, str, str, int, str, str]
_CANDIDATES = 400
_FEW = 5
_RARE = 30
"""An abbreviation that fewer texts hold is read as what it stands for."""
_TEXTS = 110_000
"""About how many titles and inclusion terms there are; only the scale of the word weights hangs on it."""

_SPELLED = """
SELECT spelling.word, spelling.stem FROM spelling_letters JOIN spelling ON id = spelling_letters.rowid
WHERE spelling_letters MATCH ? ORDER BY rank LIMIT 100
"""
_SYNONYMS = {
    stems(word)[0]: tuple(stem for other in others for stem in stems(other))
    for word, others in tables(__package__)["synonyms"]["words"].items()
}


class Word(NamedTuple):
    """One word that was asked for: the stems that count as it, and what it was read as where it was not found as written."""

    stems: tuple[str, ...]
    prefix: bool
    read_as: str = ""


class Search:
    """Search over one base file."""

    def __init__(self, book: Icd10cm, connection: sqlite3.Connection) -> None:
        """``connection``: the calling thread's, to the base file of the book."""
        self._book, self._connection = book, connection
        self._weights: dict[str, float] = {}

    def find(self, text: str, on: date, limit: int) -> list[Hit]:
        """At most ``limit`` hits, best first; nothing for a text without words."""
        best: dict[str, Hit] = {}
        for hit in self._every(text, on):
            if hit.code not in best or best[hit.code].score < hit.score:
                best[hit.code] = hit
        ranked = sorted(best.values(), key=lambda hit: (-hit.score, hit.code))
        known = islice((known for hit in ranked if (known := self._on(hit, on))), limit + 10)
        return sorted(known, key=lambda hit: (-hit.score, hit.code))[:limit]

    def _on(self, hit: Hit, on: date) -> Hit | None:
        """The hit, unless the day does not know the code; a code that needs more characters stands a little lower."""
        validity = self._book.validate(hit.code, on)
        return replace(hit, score=round(hit.score - (0 if validity.billable else 0.04), 4)) if validity.valid else None

    def _every(self, text: str, on: date) -> Iterator[Hit]:
        yield from self._by_code(text, on)
        asked = stems(text)
        if asked:
            words = [word for stem, raw in zip(asked, plain_words(text), strict=True) for word in self._words(stem, raw)]
            yield from self._by_term(asked)
            if any(word.read_as for word in words):
                yield from self._by_term(tuple(word.stems[0] for word in words), 0.95)
            yield from self._by_text(words)

    # -- a code itself, and the lexicon ----------------------------------------------------------------------------------------------

    def _by_code(self, text: str, on: date) -> Iterator[Hit]:
        bare = undotted(text)
        if 3 <= len(bare) <= 7 and bare[1:2].isalnum() and bare[:1].isalpha() and any(letter.isdigit() for letter in bare):
            for code in (bare, *self._book.children(bare, on)):
                if (entry := self._book.lookup(code, on)) and (entry.billable or entry.children):
                    yield Hit(
                        entry.code, entry.title, 2.0 if undotted(code) == bare else 1.5, "the code itself" if code == bare else "below it"
                    )

    def _by_term(self, asked: tuple[str, ...], discount: float = 1.0) -> Iterator[Hit]:
        wanted = frozenset(asked)
        for entry in self._terms.get(wanted, ()):
            yield self._of_term(entry, 1.25 * discount)
        if len(asked) > 1:
            for entry in self._terms_with(wanted):
                yield self._of_term(entry, 0.75 * discount * (self._sum(stems(entry.term)) / self._sum(asked)) ** 2)

    def _of_term(self, entry: LexiconEntry, score: float) -> Hit:
        return Hit(dotted(entry.code), self._book.title(entry.code), round(score, 4), f"{entry.kind}: {entry.term}")

    def _terms_with(self, wanted: frozenset[str]) -> Iterator[LexiconEntry]:
        """Terms whose words were all asked for, among others."""
        for stem in wanted:
            yield from (entry for entry in self._terms_by_stem.get(stem, ()) if len(parts := set(stems(entry.term))) > 1 and parts < wanted)

    @cached_property
    def _terms(self) -> dict[frozenset[str], list[LexiconEntry]]:
        found: dict[frozenset[str], list[LexiconEntry]] = defaultdict(list)
        for entry in lexicon():
            found[frozenset(stems(entry.term))].append(entry)
        return found

    @cached_property
    def _terms_by_stem(self) -> dict[str, list[LexiconEntry]]:
        """Each term under its rarest stem."""
        found: dict[str, list[LexiconEntry]] = defaultdict(list)
        for parts, entries in self._terms.items():
            if parts:
                found[max(parts, key=self._weight)] += entries
        return found

    # -- titles and inclusion terms --------------------------------------------------------------------------------------------------

    def _by_text(self, words: list[Word]) -> Iterator[Hit]:
        rows = self._candidates(words)
        at = {row[0] for row in rows}
        read = ", ".join(dict.fromkeys(word.read_as for word in words if word.read_as))
        for _node, parent, code, title, kind, text, found in rows:
            if parent in at and len(code) == 7:
                continue  # the code it refines stands in the list already
            score = self._score(words, found.split(), kind)
            if score > 0.2:
                why = ("inclusion term: " if kind == INCLUSION else "title: ") + text + (f" (read as {read})" if read else "")
                yield Hit(dotted(code), title, score, why)

    def _candidates(self, words: list[Word]) -> list[_Row]:
        """Texts that hold every word; where they are few, also those that lack one, then those that hold any of the rarest."""
        asked = [_expression(word) for word in words if word.stems[0] not in LIGHT] or [_expression(word) for word in words]
        rows = self._matching(" AND ".join(asked))
        if len(rows) < _FEW and len(asked) > 2:
            rows += [row for at in range(len(asked)) for row in self._matching(" AND ".join(asked[:at] + asked[at + 1 :]))]
        if len(rows) < _FEW and len(asked) > 1:
            rare = sorted(words, key=lambda word: -self._weight(word.stems[0]))[:3]
            rows += self._matching(" OR ".join(map(_expression, rare)))
        return rows

    def _matching(self, expression: str) -> list[_Row]:
        sql = (
            "SELECT node.id, node.parent, node.code, node.title, phrase.kind, phrase.text, phrase.stems"
            " FROM (SELECT rowid FROM phrase_words WHERE phrase_words MATCH ? LIMIT 20000) JOIN phrase ON phrase.id = rowid"
            " JOIN node ON node.id = phrase.node ORDER BY length(phrase.stems) LIMIT ?"
        )
        return self._connection.execute(sql, (expression, _CANDIDATES)).fetchall()

    def _score(self, words: list[Word], found: list[str], kind: int) -> float:
        """How much of what was asked is there, and how much of what is there was asked; both weighed by rarity."""
        there = set(found)
        asked = sum(self._weight(word.stems[0]) for word in words)
        got = sum(self._weight(word.stems[0]) * _fit(word, there) for word in words)
        whole = self._sum(found)
        return round((got / asked) ** 2 * (0.55 + 0.45 * min(1.0, got / whole)) - (0.03 if kind == INCLUSION else 0.0), 4)

    # -- words -----------------------------------------------------------------------------------------------------------------------

    def _words(self, stem: str, raw: str) -> Iterator[Word]:
        """What one written word asks for: itself, the words an abbreviation stands for, or the nearest in spelling."""
        times = self._times(stem)
        if times < _RARE and (full := self._full_form(raw)):
            yield from (Word((part,), False, full) for part in stems(full) if part not in LIGHT)
        elif times or raw.isdigit() or self._begins_a_word(stem):
            yield Word((stem, *_SYNONYMS.get(stem, ())), prefix=len(stem) > 3)
        elif stem in _SYNONYMS:
            yield Word(_SYNONYMS[stem], prefix=False, read_as=" or ".join(_SYNONYMS[stem]))
        elif right := self._spelled(raw):
            yield Word(tuple(found for found, _word in right), False, " or ".join(word for _found, word in right))
        else:
            yield Word((stem,), prefix=True)

    def _begins_a_word(self, stem: str) -> bool:
        sql = "SELECT 1 FROM stem WHERE stem >= ? AND stem < ? LIMIT 1"
        return len(stem) > 2 and self._connection.execute(sql, (stem, f"{stem}~")).fetchone() is not None

    def _full_form(self, raw: str) -> str:
        """The first term in full that leads where an abbreviation leads."""
        short = (entry for entry in self._terms.get(frozenset(stems(raw)), ()) if entry.kind == "abbreviation")
        return next((self._full_terms[entry.code] for entry in short if entry.code in self._full_terms), "")

    @cached_property
    def _full_terms(self) -> dict[str, str]:
        """By code, the first term of the lexicon that is no abbreviation."""
        return {entry.code: entry.term for entry in reversed(lexicon()) if entry.kind != "abbreviation"}

    def _spelled(self, raw: str) -> list[tuple[str, str]]:
        """Stems of the words nearest in spelling, each with the word."""
        most = 1 if len(raw) < 6 else 2 if len(raw) < 10 else 3
        letters = " OR ".join(f'"{raw[at : at + 3]}"' for at in range(len(raw) - 2))
        if not letters or len(raw) < 4:
            return []
        near = [
            (distance(raw, word, most), -self._times(stem), word, stem) for word, stem in self._connection.execute(_SPELLED, (letters,))
        ]
        good = sorted(item for item in near if item[0] <= most)
        best: dict[str, str] = {}
        for away, _times, word, stem in good:
            if away == good[0][0]:
                best.setdefault(stem, word)
        return list(best.items())[:3]

    def _times(self, stem: str) -> int:
        row = self._connection.execute("SELECT times FROM stem WHERE stem = ?", (stem,)).fetchone()
        return row[0] if row else 0

    def _weight(self, stem: str) -> float:
        weight = self._weights.get(stem)
        if weight is None:
            weight = 0.3 if stem in LIGHT else math.log(_TEXTS / (1 + self._times(stem)))
            self._weights[stem] = weight
        return weight

    def _sum(self, found: Iterable[str]) -> float:
        return sum(map(self._weight, found)) or 1.0


def _fit(word: Word, there: set[str]) -> float:
    """1 for the word itself, less for a beginning or a guess, 0 for nothing."""
    if word.stems[0] in there:
        return 0.9 if word.read_as else 1.0
    if any(stem in there for stem in word.stems[1:]):
        return 0.85
    return 0.8 if word.prefix and any(stem.startswith(word.stems[0]) for stem in there) else 0.0


def _expression(word: Word) -> str:
    parts = [f'"{stem}"' for stem in word.stems]
    if word.prefix:
        parts[0] += "*"
    return f"({' OR '.join(parts)})"
