"""Many patterns over many sentences: each is tried only where a word begins as its matches do. A matter of speed alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from .openings import begins, branches, openings, word_of

Tag = TypeVar("Tag")


class Gate(Generic[Tag]):
    """Regular expressions with what each stands for, compared without case; matches come in no particular order."""

    def __init__(
        self, rows: Iterable[tuple[str, Tag]], ahead: str = r"(?<!\w)", behind: str = r"(?!\w)", *, one_by_one: bool = True
    ) -> None:
        """``rows``: a pattern as in the tables and what it stands for. ``ahead``, ``behind``: what stands around each; a word begins there.

        ``one_by_one``: each alternative of a pattern finds its own places; else they share them, the first alternative first.
        """
        self._by_word: dict[str, list[tuple[str, int]]] = {}
        self._entries: list[tuple[re.Pattern[str], Tag]] = []
        self._everywhere: list[int] = []
        for whole, tag in rows:
            for pattern in branches(whole) if one_by_one else [whole]:
                self._add(pattern, len(self._entries))
                self._entries.append((re.compile(f"{ahead}(?:{pattern}){behind}", re.I), tag))

    def _add(self, pattern: str, number: int) -> None:
        known = openings(pattern)
        if known is None:
            self._everywhere.append(number)
        for opening in known or ():
            self._by_word.setdefault(word_of(opening), []).append((opening, number))

    def spans(self, text: str) -> Iterator[tuple[int, int, Tag]]:
        """Start, end and meaning of every match."""
        lower = text.lower()
        present = self._by_word.keys() & begins(lower)
        chosen = {number for word in present for opening, number in self._by_word[word] if opening in lower}
        for number in (*chosen, *self._everywhere):
            pattern, tag = self._entries[number]
            for match in pattern.finditer(text):
                yield *match.span(), tag
