"""Which of many short strings stand in a text: each different word of it is looked at once, ever. A matter of speed alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain

_WORD = re.compile(r"\w+")
LETTERS = 3
"""So many first letters of a string are looked up."""
KEPT = 50_000
"""Words of which it is kept what stands in them."""
GROWTH = 1.05
"""A reader lacks at most this share of what is asked for."""
_SAME = (("ſ", "s"), ("ı", "i"), ("İ", "i"))
"""Letters that regular expressions without case take for these."""


def lowered(text: str) -> str:
    """The text in lower case, of the same length, as regular expressions without case compare it."""
    if text.isascii():
        return text.lower()
    for letter, same in _SAME:
        text = text.replace(letter, same)
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(char.lower()[:1] for char in text)


def words_of(lower: str) -> frozenset[str]:
    """The different words of a text in lower case."""
    return frozenset(_WORD.findall(lower))


class Stems:
    """Strings in lower case, each of which may begin or end within a word of the text. Safe to share between threads."""

    def __init__(self, stems: Iterable[str] = ()) -> None:
        self.known = frozenset(stems)
        self._signs = frozenset(stem for stem in self.known if not _WORD.search(stem))
        self._by_letters: dict[str, list[tuple[str, str]]] = {}
        self._short: list[tuple[str, str]] = []
        self._by_word: dict[str, tuple[str, ...]] = {}
        for stem in self.known - self._signs:
            lead = max(_WORD.findall(stem), key=len)
            rows = self._short if len(lead) < LETTERS else self._by_letters.setdefault(lead[:LETTERS], [])
            rows.append((lead, stem))

    def likely(self, lower: str) -> frozenset[str]:
        """Those that may stand in the text, given in lower case; the others do not."""
        return self.among(words_of(lower))

    def among(self, words: frozenset[str]) -> frozenset[str]:
        """The same for a text of these words."""
        known = self._by_word if len(self._by_word) < KEPT else {}
        for word in words.difference(known):
            known[word] = self._in_word(word)
        self._by_word = known
        return self._signs.union(*filter(None, map(known.__getitem__, words)))

    def _in_word(self, word: str) -> tuple[str, ...]:
        """Of which strings the longest word may stand in this word."""
        begins = (word[place : place + LETTERS] for place in range(len(word) - LETTERS + 1))
        rows = chain(self._short, *(self._by_letters[begin] for begin in begins if begin in self._by_letters))
        return tuple({stem for lead, stem in rows if lead in word and _may_hold(word, lead, stem)})


def _may_hold(word: str, lead: str, stem: str) -> bool:
    """Whether a word of a text that has the word ``lead`` of a string may be that one: what ends it there ends it here too."""
    return (stem.startswith(lead) or word.startswith(lead)) and (stem.endswith(lead) or word.endswith(lead))


class Asked:
    """The strings that anybody has asked for so far; a reader of them is made anew when there are many more."""

    def __init__(self) -> None:
        self._stems: set[str] = set()
        self._reader = Stems()

    def add(self, stems: Iterable[str]) -> None:
        """Ask for these too, from the next text on."""
        self._stems.update(stems)

    def reader(self) -> Stems:
        """What reads a text for nearly all of them."""
        if len(self._stems) > GROWTH * len(self._reader.known):
            self._reader = Stems(self._stems)
        return self._reader
