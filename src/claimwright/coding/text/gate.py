"""Many patterns over many sentences: a sentence is read once for all gates. A matter of speed alone.

Each pattern is tried only where a word stands with which it can begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from .openings import branches, needles, openings
from .stems import STEMS, bits, lowered

Tag = TypeVar("Tag")
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"\W*")
KEPT = 50_000
"""Words of which it is kept what may begin with them."""
NEXT = 2
"""Characters behind a word by which it is told what may go on there."""
TEXTS = 8192
"""Sentences of which it is kept what was found, enough for one record that is proven by coding it again."""
Places = list[tuple[int, int]]
"""Numbers of a gate's patterns, each with a place at which it may begin."""


class Gate(Generic[Tag]):
    """Regular expressions with what each stands for, compared without case; matches come in no particular order."""

    def __init__(
        self, rows: Iterable[tuple[str, Tag]], ahead: str = r"(?<!\w)", behind: str = r"(?!\w)", *, one_by_one: bool = True
    ) -> None:
        """``rows``: a pattern as in the tables and what it stands for. ``ahead``, ``behind``: what stands around each; a word begins there.

        ``one_by_one``: each alternative of a pattern finds its own places; else they share them, the first alternative first.
        """
        self.entries: list[tuple[re.Pattern[str], Tag]] = []
        self.openings: list[tuple[str, int]] = []
        """What a pattern may begin with, from its first word on."""
        self.one_word: list[int] = []
        """Patterns that begin with any word."""
        self.within: list[tuple[str, int]] = []
        """Strings that every match of a pattern has, of patterns whose beginning is not known."""
        self._searched: set[int] = set()
        for whole, tag in rows:
            for pattern in branches(whole) if one_by_one else [whole]:
                self._add(pattern, len(self.entries))
                self.entries.append((re.compile(f"{ahead}(?:{pattern}){behind}", re.I), tag))
        _READER.add(self)

    def _add(self, pattern: str, number: int) -> None:
        if pattern.startswith(r"\w") and " " not in pattern:
            self.one_word.append(number)
            return
        known = openings(pattern)
        if known is None:
            self._searched.add(number)
            self.within += [(needle, number) for needle in needles(pattern) or ("",)]
        for opening in known or ():
            bare = _NO_WORD.sub("", opening, count=1)
            if bare != opening or not bare:
                self._searched.add(number)
            if bare:
                self.openings.append((bare, number))
            else:
                self.within.append((opening, number))

    def pattern(self, number: int) -> re.Pattern[str]:
        """The expression of a row, of a gate whose rows are kept whole."""
        return self.entries[number][0]

    def spans(self, text: str) -> tuple[tuple[int, int, Tag], ...]:
        """Start, end and meaning of every match."""
        reading = _READER.read(text)
        found = reading.get(self)
        if isinstance(found, list):
            found = reading[self] = tuple(self._matches(text, sorted(found)))
        return found or ()

    def _matches(self, text: str, places: Places) -> Iterator[tuple[int, int, Tag]]:
        """Each pattern's matches at its places, or, where one may begin before its first word, anywhere."""
        last, end = -1, 0
        for number, at in places:
            pattern, tag = self.entries[number]
            if number in self._searched:
                if number != last:
                    yield from ((*match.span(), tag) for match in pattern.finditer(text))
            elif (number != last or at >= end) and (match := pattern.match(text, at)):
                end = match.end()
                yield at, end, tag
            elif number != last:
                end = 0
            last = number


class _Reader:
    """What may begin at the words of a text, for all gates at once; found out of each word when it is first met."""

    def __init__(self) -> None:
        self.added = 0
        self._gates: WeakSet[Gate[Any]] = WeakSet()
        self.forget()

    def add(self, gate: Gate[Any]) -> None:
        """Read for this gate too."""
        self._gates.add(gate)
        self.added += 1
        self.forget()

    def forget(self) -> None:
        """Forget everything that depends on which gates there are."""
        self._ready = False
        self._exact: dict[str, list[tuple[str, Gate[Any], int]]] = {}
        self._begins: dict[str, list[tuple[Gate[Any], int]]] = {}
        self._within: dict[str, list[tuple[Gate[Any], int]]] = {}
        self._one_word: list[tuple[Gate[Any], int]] = []
        self._signs: list[tuple[str, Gate[Any], int]] = []
        self._words: dict[str, _Rows | None] = {}
        self._texts: dict[str, dict[Gate[Any], Any]] = {}

    def forget_texts(self) -> None:
        """Forget what was found in texts; for measuring."""
        self._texts.clear()

    def read(self, text: str) -> dict[Gate[Any], Any]:
        """By gate the places that are to be tried, or, once they were, the matches; nothing of a gate that has none."""
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) >= TEXTS:
                self._texts.clear()
            found = self._texts[text] = self._read(text)
        return found

    def _read(self, text: str) -> dict[Gate[Any], Any]:
        if not self._ready:
            self._prepare()
        lower = lowered(text)
        found: dict[Gate[Any], Any] = {gate: [(number, 0)] for sign, gate, number in self._signs if sign in lower}
        words = self._words
        for match in _WORD.finditer(lower):
            word = match[0]
            rows = words[word] if word in words else self._learn(word)
            if rows:
                at, end = match.span()
                sure, behind, beside = rows
                for gate, number in sure:
                    found.setdefault(gate, []).append((number, at))
                for gate, number, opening in behind.get(lower[end : end + NEXT], ()):
                    if lower.startswith(opening, at):
                        found.setdefault(gate, []).append((number, at))
                for gate, number, string in beside:
                    if string in lower:
                        found.setdefault(gate, []).append((number, at))
        return found

    def _prepare(self) -> None:
        """Put what all gates look for together."""
        gates = list(self._gates)
        for gate in gates:
            for opening, number in gate.openings:
                lead = _WORD.match(opening)[0]  # type: ignore[index]
                if lead == opening:
                    self._begins.setdefault(lead, []).append((gate, number))
                else:
                    self._exact.setdefault(lead, []).append((opening, gate, number))
            for string, number in gate.within:
                self._within.setdefault(string, []).append((gate, number))
        self._one_word = [(gate, number) for gate in gates for number in gate.one_word]
        self._mask = STEMS.mask(tuple(self._within)) & ~STEMS.signs
        self._signs = [(string, *row) for string, rows in self._within.items() if not _WORD.search(string) for row in rows]
        self._longest = max(map(len, self._begins), default=0)
        self._ready = True

    def _learn(self, word: str) -> _Rows | None:
        """The patterns that may match where the word begins."""
        sure = {(gate, number) for gate, number in self._one_word if gate.entries[number][0].match(word)}
        for count in range(1, min(len(word), self._longest) + 1):
            sure.update(self._begins.get(word[:count], ()))
        beside: list[_Row] = []
        for string in map(STEMS.string, bits(STEMS.at(word) & self._mask)):
            if string in word:
                sure.update(self._within[string])
            else:
                beside += [(gate, number, string) for gate, number in self._within[string]]
        behind: dict[str, list[_Row]] = {}
        for opening, gate, number in self._exact.get(word, ()):
            key = opening[len(word) :][:NEXT]
            if (gate, number) not in sure:
                (behind.setdefault(key, []) if len(key) == NEXT else beside).append((gate, number, opening))
        if len(self._words) >= KEPT:
            self._words.clear()
        self._words[word] = (tuple(sure), behind, tuple(beside)) if sure or behind or beside else None
        return self._words[word]


_Row = tuple[Gate[Any], int, str]
_Rows = tuple[tuple[tuple[Gate[Any], int], ...], dict[str, list[_Row]], tuple[_Row, ...]]
"""Of a word: patterns that may match where it begins; by the characters behind it those that need an opening there; and those that need a
string about it, anywhere."""
_READER = _Reader()


def opened(text: str) -> Iterable[Gate[Any]]:
    """The gates of which a match may stand in a text."""
    return _READER.read(text)


def gates() -> int:
    """How many gates there have been; with another one all is read anew."""
    return _READER.added


def forget_texts() -> None:
    """Forget what is kept of texts; for measuring."""
    _READER.forget_texts()
