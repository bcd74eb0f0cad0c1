"""Many patterns over many sentences: each is tried only where the plain word it begins with stands. A matter of speed alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LITERAL = re.compile(r"([a-z]+)(?=[ /]|$)")
_WORD = re.compile(r"[a-z]+")


class Gate:
    """A list of regular expressions, compared without case between ``ahead`` and ``behind``; spans come in no particular order."""

    def __init__(self, patterns: Iterable[str], ahead: str = r"(?<!\w)", behind: str = r"(?!\w)") -> None:
        """``patterns``: as in the tables; a pattern that does not begin with a plain word is tried everywhere."""
        self._by_word: dict[str, list[re.Pattern[str]]] = {}
        rest: list[str] = []
        for pattern in (branch for whole in patterns for branch in branches(whole)):
            literal = _LITERAL.match(pattern)
            if literal:
                self._by_word.setdefault(literal[1], []).append(re.compile(f"{ahead}(?:{pattern}){behind}", re.I))
            else:
                rest.append(pattern)
        self._rest = re.compile(f"{ahead}(?:{'|'.join(sorted(rest, key=len, reverse=True))}){behind}", re.I) if rest else None

    def spans(self, text: str, present: Iterable[str] | None = None) -> Iterator[tuple[int, int]]:
        """Every match. ``present``: the words of the text, where they are known already (:func:`plain_words`)."""
        for word in plain_words(text) if present is None else present:
            for pattern in self._by_word.get(word, ()):
                for match in pattern.finditer(text):
                    yield match.span()
        if self._rest:
            for match in self._rest.finditer(text):
                yield match.span()


def plain_words(text: str) -> tuple[str, ...]:
    """The different words of a text in lower case."""
    return tuple(dict.fromkeys(_WORD.findall(text.lower())))


def branches(pattern: str) -> list[str]:
    """The pattern cut at the bars that stand in no bracket."""
    found, depth, begin, place = [], 0, 0, 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 1
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        elif char == "|" and depth == 0:
            found.append(pattern[begin:place])
            begin = place + 1
        place += 1
    return [*found, pattern[begin:]]
