"""Many patterns over many sentences: each is tried only where a word stands with which it can begin. A matter of speed alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from .openings import branches, needles, openings
from .stems import lowered

Tag = TypeVar("Tag")
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"\W*")
LETTERS = 3
"""So many first letters of a word are looked up."""
KEPT = 50_000
"""Words of which it is kept what may begin with them."""
TEXTS = 8192
"""Sentences of which the matches are kept, enough for one record that is proven by coding it again."""
Rows = tuple[str, tuple[tuple[int, tuple[str, ...]], ...]]
"""A word, and by the numbers of patterns what each needs where the word begins; nothing where the word itself is enough."""


class _Known(dict[str, Rows | None]):
    """What may begin with a word, found out when the word is first met."""

    def __init__(self, learn: Callable[[str], Rows | None]) -> None:
        self._learn = learn

    def __missing__(self, word: str) -> Rows | None:
        if len(self) >= KEPT:
            self.clear()
        found = self[word] = self._learn(word)
        return found


class Gate(Generic[Tag]):
    """Regular expressions with what each stands for, compared without case; matches come in no particular order."""

    def __init__(
        self, rows: Iterable[tuple[str, Tag]], ahead: str = r"(?<!\w)", behind: str = r"(?!\w)", *, one_by_one: bool = True
    ) -> None:
        """``rows``: a pattern as in the tables and what it stands for. ``ahead``, ``behind``: what stands around each; a word begins there.

        ``one_by_one``: each alternative of a pattern finds its own places; else they share them, the first alternative first.
        """
        self._entries: list[tuple[re.Pattern[str], Tag]] = []
        self._by_letters: dict[str, list[tuple[str, str, int]]] = {}
        self._one_word: list[int] = []
        self._by_sign: list[tuple[str, int]] = []
        self._within: list[tuple[str, int]] = []
        self._searched: set[int] = set()
        self._by_word = _Known(self._learn)
        self._kept: dict[str, tuple[tuple[int, int, Tag], ...]] = {}
        for whole, tag in rows:
            for pattern in branches(whole) if one_by_one else [whole]:
                self._add(pattern, len(self._entries))
                self._entries.append((re.compile(f"{ahead}(?:{pattern}){behind}", re.I), tag))

    def _add(self, pattern: str, number: int) -> None:
        if pattern.startswith(r"\w") and " " not in pattern:
            self._one_word.append(number)
            return
        known = openings(pattern)
        if known is None:
            self._searched.add(number)
            for needle in needles(pattern) or ("",):
                (self._within if needle.isalnum() else self._by_sign).append((needle, number))
        for opening in known or ():
            bare = _NO_WORD.sub("", opening, count=1)
            if bare != opening or not bare:
                self._searched.add(number)
            if lead := _WORD.match(bare):
                self._by_letters.setdefault(lead[0][:LETTERS], []).append((bare, lead[0], number))
            else:
                self._by_sign.append((opening, number))

    def _learn(self, word: str) -> Rows | None:
        """The word with the patterns that may match where it begins, each with the characters that it needs there beyond the word."""
        rows = [row for count in range(1, min(len(word), LETTERS) + 1) for row in self._by_letters.get(word[:count], ())]
        known: dict[int, list[str]] = {number: [word] for number in self._one_word if self._entries[number][0].match(word)}
        for part, number in self._within:
            if part in word:
                known.setdefault(number, [word])
        for opening, lead, number in rows:
            if word == lead or (lead == opening and word.startswith(lead)):
                known.setdefault(number, []).append(opening)
        wanted = ((number, () if any(map(word.startswith, parts)) else tuple(parts)) for number, parts in known.items())
        return (word, tuple(wanted)) if known else None

    def spans(self, text: str) -> tuple[tuple[int, int, Tag], ...]:
        """Start, end and meaning of every match."""
        found = self._kept.get(text)
        if found is None:
            if len(self._kept) >= TEXTS:
                self._kept.clear()
            found = self._kept[text] = tuple(self._spans(text))
        return found

    def may_open(self, words: Iterable[str], lower: str) -> bool:
        """Whether a match may stand in a text of these words, given in lower case too."""
        return any(map(self._by_word.__getitem__, words)) or any(sign in lower for sign, _number in self._by_sign)

    def forget_texts(self) -> None:
        """Forget the matches that are kept; for measuring."""
        self._kept.clear()

    def _spans(self, text: str) -> Iterator[tuple[int, int, Tag]]:
        lower, words = _words(text)
        places = [
            (number, at)
            for word, rows in filter(None, map(self._by_word.__getitem__, words))
            for at in words[word]
            for number, wanted in rows
            if not wanted or lower.startswith(wanted, at)
        ]
        places += [(number, 0) for sign, number in self._by_sign if sign in lower]
        return self._matches(text, sorted(places)) if places else iter(())

    def _matches(self, text: str, places: list[tuple[int, int]]) -> Iterator[tuple[int, int, Tag]]:
        """Each pattern's matches at its places, or, where one may begin before its first word, anywhere."""
        last, end = -1, 0
        for number, at in places:
            pattern, tag = self._entries[number]
            if number in self._searched:
                if number != last:
                    yield from ((*match.span(), tag) for match in pattern.finditer(text))
            elif (number != last or at >= end) and (match := pattern.match(text, at)):
                end = match.end()
                yield at, end, tag
            elif number != last:
                end = 0
            last = number


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, dict[str, list[int]]]:
    """The text in lower case, of the same length, and by each different word of it the places where it begins."""
    lower = lowered(text)
    words: dict[str, list[int]] = {}
    for match in _WORD.finditer(lower):
        words.setdefault(match[0], []).append(match.start())
    return lower, words
