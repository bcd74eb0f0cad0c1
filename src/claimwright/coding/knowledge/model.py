"""The compiled books: arrays of entries, each a set of words with a code, and the search over them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from claimwright.core import Value

from ..words import keys, listed, singular
from .tree import Tree

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

UNKNOWN_WORD = 8.0
"""Cost, in IDF units, of a query word no entry knows: that of a word in one entry of three thousand."""
MISSING = 0.55
"""Share of its IDF that an entry's word costs where the query lacks it."""
SAYS_MORE = 0.7
"""An entry whose further words weigh more than this share of the words it has in common with the query names another condition."""
OPPOSITES = (
    ("upper", "lower"),
    ("proximal", "distal"),
    ("medial", "lateral"),
    ("anterior", "posterior"),
    ("acute", "chronic"),
    ("systolic", "diastolic"),
    ("1", "2"),
    ("internal", "external"),
    ("open", "closed"),
    ("cervical", "lumbar"),
    ("cervical", "thoracic"),
    ("thoracic", "lumbar"),
    ("iron", "b12"),
    ("fracture", "sprain"),
    ("fracture", "dislocation"),
    ("fracture", "contusion"),
    ("laceration", "contusion"),
)
"""Words of which an entry must not have one where the query has only the other."""
LIGHT = 0.4
"""Share of its IDF that a severity or position word of the query costs where the entry lacks it."""
LEAST = 0.55
"""Least score of a hit before its main term is looked at; nobody takes less than 0.58."""
RARE = 4
COMMON = 4000
"""Entries are looked up by so many of the query's words, the rarest; by a word of more entries only where there is no other."""
JUDGED = 16
"""So many entries, the nearest, are looked at word by word."""
MASK = (1 << 64) - 1


class Hit(Value, frozen=True):
    """An entry found for a phrase. ``code`` may be incomplete (stage 5 resolves it); ``path`` is the way through the book."""

    code: str
    path: tuple[str, ...]
    score: float
    source: str


def word_hashes(count: int) -> list[int]:
    """A stable 64-bit mix of each word's number; a set's hash is the sum over its words, so n-grams need one addition each."""
    mixed = np.arange(count, dtype=np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    hashes: list[int] = (mixed ^ (mixed >> np.uint64(31))).tolist()
    return hashes


class Knowledge:
    """Entries and postings over them. Read-only after loading; one per process and store version."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        self.vocabulary = {word: number for number, word in enumerate(_lines(arrays["vocabulary"]))}
        self.idf: Floats = arrays["idf"]
        self.ptr: Ints = arrays["ptr"]
        self.entry_words: Ints = arrays["entry_words"]
        self.post_ptr: Ints = arrays["post_ptr"]
        self.postings: Ints = arrays["postings"]
        self.weight: Floats = arrays["weight"]
        self.main: Ints = arrays["main"]
        self.total: Floats = arrays["total"]
        self.codes = Lines(arrays["codes"])
        self.paths = Lines(arrays["paths"])
        self.sources = _lines(arrays["source_names"])
        self._source: npt.NDArray[np.uint8] = arrays["sources"]
        self.tree = Tree(_lines(arrays["tree_codes"]), Lines(arrays["tree_titles"]), arrays["tree_parents"])
        self.exact: dict[int, int] = dict(zip(arrays["exact_keys"].tolist(), arrays["exact_entries"].tolist(), strict=True))
        self._idf = self.idf.tolist()
        self._ptr, self._main, self._total, self._words = map(_rows, (self.ptr, self.main, self.total, self.entry_words))
        self.hashes = word_hashes(len(self.vocabulary))
        """Each word's part in a phrase hash, by its number."""
        self._ends: list[int] = self.post_ptr.tolist()
        self._heaviest = float(self.weight.max(initial=0))
        pairs = [(self.number(one), self.number(other)) for one, other in OPPOSITES]
        self._opposites = [pair for one, other in pairs for pair in ((one, other), (other, one)) if min(pair) >= 0]
        self._parts = {number for word in listed("parts") if (number := self.number(word)) >= 0}
        self._found = lru_cache(maxsize=65536)(self._search)
        self.knows: Callable[[str], bool] = lru_cache(maxsize=65536)(self._knows)
        """Whether any entry, or English's small words, have this word."""

    def number(self, word: str) -> int:
        """The word's number, -1 where no entry has it."""
        return self.vocabulary.get(word, -1)

    def _knows(self, word: str) -> bool:
        return singular(word) in self.vocabulary or word in listed("function")

    def phrase(self, total: int) -> Hit | None:
        """The best entry whose words are exactly those that sum to this hash."""
        place = self.exact.get(total & MASK)
        return None if place is None else self.hit(place, 1.0)

    def hit(self, place: int, score: float) -> Hit:
        """One entry as an answer."""
        return Hit(self.codes[place], tuple(self.paths[place].split("\t")), round(score, 4), self.sources[self._source[place]])

    def search(self, text: str, limit: int = 5) -> tuple[Hit, ...]:
        """Entries for a phrase, best first. Score 1 means the same words; see the module's constants for what a difference costs."""
        return self._found(keys(text), limit)

    def forget_texts(self) -> None:
        """Forget the answers that are kept; for measuring."""
        self._found.cache_clear()

    def _search(self, phrase: tuple[str, ...], limit: int) -> tuple[Hit, ...]:
        noise, light = listed("noise"), listed("light")
        wanted: dict[int, float] = {}
        base = 0.0
        for word in phrase:
            number = self.vocabulary.get(word, -1)
            share = 0.0 if word in noise or (word.isdigit() and len(word) > 1) else LIGHT if word in light else 1.0
            if number < 0:
                base += 0.0 if word[:1].isdigit() or word[-1:].isdigit() else share * UNKNOWN_WORD
                continue
            base += share * self._idf[number]
            wanted[number] = share
        return self._ranked(wanted, base, limit) if base > 0 else ()

    def _ranked(self, wanted: dict[int, float], base: float, limit: int) -> tuple[Hit, ...]:
        """The entries that share enough with the words ``wanted`` (each with the share that it costs), best first."""
        rare = self._rarest(wanted)
        needed = self._needed(rare, wanted, base)
        if not needed:
            return ()
        places = self._holding(needed)
        own: Any = np.zeros(len(places), dtype=np.float32)
        spare: Any = np.float32(0)
        for number in (*rare, *(number for number in wanted if number not in rare)):
            holds = 1 if needed == [number] else self._hold(places, number)
            own += holds * self.idf[number]
            if wanted[number] < 1:
                spare = spare + holds * np.float32((1 - wanted[number]) * self._idf[number])
        scores = self.weight[places] * own / (base + spare + MISSING * (self.total[places] - own))
        near = (scores >= LEAST).nonzero()[0]
        return self._best(places[near], scores[near], set(wanted), limit) if len(near) else ()

    def _size(self, number: int) -> int:
        return self._ends[number + 1] - self._ends[number]

    def _posting(self, number: int) -> Ints:
        """The entries that have the word, in order."""
        return self.postings[self._ends[number] : self._ends[number + 1]]

    def _rarest(self, wanted: dict[int, float]) -> list[int]:
        """The words of the query whose entries are looked at, rarest first; a very common one only when there is no other."""
        rare = sorted((number for number, share in wanted.items() if share > 0), key=self._size)[:RARE]
        return [number for number in rare if self._size(number) <= COMMON] or rare[:1]

    def _needed(self, rare: list[int], wanted: dict[int, float], base: float) -> list[int]:
        """Those of the rare words without which the rest of the query cannot reach the least score."""
        own, cost = sum(self._idf[number] for number in wanted), base
        cost += sum((1 - share) * self._idf[number] for number, share in wanted.items())
        needed = []
        for number in rare:
            if self._heaviest * own < LEAST * cost:
                break
            needed.append(number)
            own -= self._idf[number]
            cost -= (1 - wanted[number]) * self._idf[number]
        return needed

    def _holding(self, numbers: list[int]) -> Ints:
        """The entries that have one of the words, in order."""
        if len(numbers) == 1:
            return self._posting(numbers[0])
        found: Ints = np.sort(np.concatenate([self._posting(number) for number in numbers]))
        first: Ints = found[np.concatenate(([True], found[1:] != found[:-1]))[: len(found)]]
        return first

    def _hold(self, places: Ints, number: int) -> npt.NDArray[np.bool_]:
        """Which of the entries have the word."""
        posting = self._posting(number)
        if not len(posting):
            return np.zeros(len(places), dtype=bool)
        at = posting.searchsorted(places)
        at[at == len(posting)] = 0
        holds: npt.NDArray[np.bool_] = posting[at] == places
        return holds

    def _best(self, places: Ints, scores: npt.NDArray[np.floating[Any]], query: set[int], limit: int) -> tuple[Hit, ...]:
        """The first ``limit`` codes of the entries; of entries with the same score those that stand first in the books."""
        top = np.argsort(-scores, kind="stable")[:JUDGED]
        refused = [(one, other) for one, other in self._opposites if one in query and other not in query]
        ranked = self._judged(places[top].tolist(), scores[top].tolist(), query, refused, limit)
        found: dict[str, Hit] = {}
        for negative, _, place in ranked:
            if self.codes[place] not in found:
                found[self.codes[place]] = self.hit(place, -negative)
                if len(found) == limit:
                    break
        return tuple(found.values())

    def _judged(
        self, places: list[int], scores: list[float], query: set[int], refused: list[tuple[int, int]], limit: int
    ) -> list[tuple[float, int, int]]:
        """Entries by their score as :meth:`_main_term` sees it; none that what it takes off keeps from the first ``limit`` codes."""
        ranked: list[tuple[float, int, int]] = []
        least: dict[str, float] = {}
        for place, score in zip(places, scores, strict=True):
            if len(least) >= limit and -round(score, 4) > sorted(least.values())[limit - 1]:
                break
            one = (*self._main_term(place, score, query, refused), place)
            ranked.append(one)
            code = self.codes[place]
            least[code] = min(least.get(code, 0.0), one[0])
        return sorted(ranked)

    def _main_term(self, place: int, score: float, query: set[int], refused: list[tuple[int, int]]) -> tuple[float, int]:
        """Minus the score and minus the words in common, for sorting.

        The score is lowered where query and main term share nothing, where they are opposites, and where the entry says much more.
        """
        begin, count = self._ptr[place], self._main[place]
        row = self._words[begin : self._ptr[place + 1]].tolist()
        common = query.intersection(row)
        if count and common.isdisjoint(row[:count]):
            score *= 0.8
        shared = sum(self._idf[number] for number in common)
        if self._total[place] - shared > SAYS_MORE * shared:
            score *= 0.7
        others = self._parts.intersection(row)
        if others and not others <= query and others.isdisjoint(query) and not self._parts.isdisjoint(query):
            score *= 0.6  # another part of the body
        if refused and any(other in row and one not in row for one, other in refused):
            score *= 0.6
        return -round(score, 4), -len(common)


class Lines(Sequence[str]):
    """Packed lines, read one at a time."""

    def __init__(self, packed: npt.NDArray[np.uint8]) -> None:
        """``packed``: UTF-8, lines parted by a line feed."""
        self._bytes = packed.tobytes()
        self._ends = _rows(np.append(np.flatnonzero(packed == 10), len(packed)))

    def __getitem__(self, place: int) -> str:  # type: ignore[override]
        begin = self._ends[place - 1] + 1 if place else 0
        return self._bytes[begin : self._ends[place]].decode()

    def __len__(self) -> int:
        return len(self._ends)


def _rows(numbers: Any) -> Any:
    """An array as it is read one number at a time: plain numbers come out, several times as fast."""
    return memoryview(numbers)


def _lines(packed: npt.NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode().split("\n")


def inverse_frequency(documents: int, frequency: int) -> float:
    """The weight of a word: natural logarithm of how rare it is."""
    return math.log((documents + 1) / (frequency + 0.5))
