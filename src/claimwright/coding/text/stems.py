"""Which of many short strings may stand in a text: each different word is looked at once, ever. A matter of speed alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from threading import Lock

_WORD = re.compile(r"\w+")
KEPT = 20_000
"""Words of which it is kept what may stand in them."""
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


def bits(mask: int) -> Iterator[int]:
    """Each bit of a mask."""
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit


class Stems:
    """Strings in lower case, each known by one bit, and the bits of those that may stand at a word. Safe to share between threads.

    A string is looked for by its longest word, ``lead``: where the string goes on before or behind that, a word of the text has to begin
    or end with it.
    """

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.signs = 0
        """Strings without a letter, which may stand anywhere."""
        self.sure = 0
        """Strings of letters alone: they stand in every word at which they may."""
        self.spaced = 0
        """Strings with a space, which may come to stand where letters are blanked."""
        self.reach = 0
        """Letters of the longest."""
        self._bits: dict[str, int] = {}
        self._masks: dict[Collection[str], int] = {}
        self._by_lead: dict[str, list[int]] = {}
        self._longest = 0
        self._words: dict[str, int] = {}
        self._lock = Lock()

    def mask(self, strings: Collection[str]) -> int:
        """The bits of some strings, a tuple or a frozenset."""
        known = self._masks.get(strings)
        if known is None:
            known = 0
            for string in strings:
                known |= self._bits.get(string) or self._add(string)
            self._masks[strings] = known
        return known

    def string(self, bit: int) -> str:
        """The string of a bit."""
        return self.strings[bit.bit_length() - 1]

    def likely(self, words: Iterable[str]) -> int:
        """The bits of the strings that may stand in a text of these words."""
        found, at = self.signs, self._words
        for word in words:
            known = at.get(word)
            found |= self._word(word) if known is None else known
        return found

    def at(self, word: str) -> int:
        """The bits of the strings that may stand where a word does."""
        known = self._words.get(word)
        return self._word(word) if known is None else known

    def _word(self, word: str) -> int:
        with self._lock:
            found = 0
            for begin in range(len(word)):
                for end in range(begin + 1, min(len(word), begin + self._longest) + 1):
                    if masks := self._by_lead.get(word[begin:end]):
                        found |= _fitting(masks, word, word[begin:end])
            if len(self._words) >= KEPT:
                self._words.clear()
            self._words[word] = found
            return found

    def _add(self, string: str) -> int:
        with self._lock:
            if string in self._bits:
                return self._bits[string]
            bit, lead = 1 << len(self.strings), max(_WORD.findall(string), key=len, default="")
            if lead:
                masks = self._by_lead.setdefault(lead, [0, 0, 0, 0])
                masks[(not string.startswith(lead)) + 2 * (not string.endswith(lead))] |= bit
                self._longest = max(self._longest, len(lead))
                for word in self._words:
                    if lead in word:
                        self._words[word] |= _fitting(masks, word, lead)
            else:
                self.signs |= bit
            self.sure |= bit if string.isalnum() else 0
            self.spaced |= bit if " " in string else 0
            self.reach = max(self.reach, len(string))
            self.strings.append(string)
            self._bits[string] = bit
            return bit


def _fitting(masks: list[int], word: str, lead: str) -> int:
    """Of the strings with a lead those that may stand at a word that has it."""
    found = masks[0]
    if word.startswith(lead):
        found |= masks[1] | (masks[3] if word.endswith(lead) else 0)
    if word.endswith(lead):
        found |= masks[2]
    return found


STEMS = Stems()
"""What anybody has asked for so far."""
