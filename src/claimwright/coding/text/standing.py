"""Which strings stand in a record, and whether a pattern may; asked before a closer look, so that most records cost a rule nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from typing import Any

from .gate import Gate
from .openings import needles, openings
from .stems import Asked, Stems, lowered, words_of

_ASKED = Asked()
Strings = tuple[str, ...] | frozenset[str]
_needles: dict[int, tuple[re.Pattern[str], frozenset[str] | None]] = {}


def needles_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Strings of which every match has one: how it begins, else other parts. Kept by identity: a pattern's hash reads all of it."""
    if id(pattern) not in _needles:
        _needles[id(pattern)] = pattern, openings(pattern.pattern) or needles(pattern.pattern)
    return _needles[id(pattern)][1]


@lru_cache(maxsize=4096)
def _with_space(stems: Strings) -> tuple[str, ...]:
    return tuple(stem for stem in stems if " " in stem)


@lru_cache(maxsize=4096)
def _with_wide_space(stems: Strings) -> tuple[str, ...]:
    """With a space at an end, or two together."""
    return tuple(stem for stem in stems if "  " in f" {stem} ")


def brought(stems: Strings, parted: bool) -> tuple[str, ...]:
    """Those that may stand where they did not before letters were blanked: a blank takes letters away and brings none but spaces.

    ``parted``: whether a blank of one character parts two others; only there may one with nothing but single spaces within come to stand.
    """
    return _with_space(stems) if parted else _with_wide_space(stems)


_spaced: dict[int, tuple[Strings | None, int]] = {}


def spaced(stems: Strings | None) -> int:
    """Whether a blank may bring one of the strings: 0 none can, 1 one that parts two words, 2 any. Kept by identity."""
    known = _spaced.get(id(stems))
    if known is None or known[0] is not stems:
        if len(_spaced) >= 4096:
            _spaced.clear()
        spaces = 2 if stems is None or _with_wide_space(stems) else 1 if _with_space(stems) else 0
        known = _spaced[id(stems)] = stems, spaces
    return known[1]


PIECE = 64
"""Characters of two texts that are compared at once."""
_LONE = re.compile(r"(?<! ) (?! )")


def _parts_words(new: str, old: str) -> bool:
    """Whether of two texts of one length the new one has a blank between two characters where the old one has a letter."""
    for at in range(0, len(new), PIECE):
        if new[at : at + PIECE] != old[at : at + PIECE] and any(
            old[lone.start()] != " " for lone in _LONE.finditer(new, at, at + PIECE + 1)
        ):
            return True
    return False


class Standing:
    """The quick questions about one text. ``before``: those about the text before letters of it were blanked."""

    def __init__(self, text: str, before: Standing | None = None) -> None:
        self.lower = lowered(text)
        self._before = before
        self._told: dict[tuple[str, ...], str | None] = {}
        self._parts: dict[int, tuple[str, ...]] = {}

    def has_any(self, stems: Iterable[str]) -> bool:
        """Whether any of the stems, in lower case, stands anywhere."""
        wanted = tuple(stems)
        if wanted not in self._told:
            self._told[wanted] = self._first(wanted)
        return self._told[wanted] is not None

    def _first(self, wanted: tuple[str, ...]) -> str | None:
        """A stem that stands here."""
        left: Collection[str] = wanted
        if self._before is None:
            left = self._likely(wanted)
        elif not self._before.has_any(wanted):
            left = brought(wanted, self.parted)
        elif (stood := self._before._told[wanted]) is not None and stood in self.lower:
            return stood
        return next((stem for stem in left if stem in self.lower), None) if left else None

    def parts(self, pattern: re.Pattern[str]) -> tuple[str, ...] | None:
        """The strings that stand here of those of which every match has one; None where the pattern tells none."""
        wanted = needles_of(pattern)
        if wanted is None:
            return None
        known = self._parts.get(id(pattern))
        if known is None:
            if self._before is None:
                sure, left = self._sure.intersection(wanted), self._likely(wanted)
            else:
                sure, left = frozenset(), {*(self._before.parts(pattern) or ()), *brought(wanted, self.parted)}
            known = self._parts[id(pattern)] = (*sure, *(part for part in left if part not in sure and part in self.lower))
        return known

    @cached_property
    def parted(self) -> bool:
        """Whether a blank of one character parts two others (:func:`brought`)."""
        old = self._before.lower if self._before else ""
        return len(old) != len(self.lower) or _parts_words(self.lower, old)

    def opens(self, gate: Gate[Any]) -> bool:
        """Whether a match of one of the gate's patterns may stand here."""
        return gate.may_open(self._words, self.lower)

    @cached_property
    def _words(self) -> frozenset[str]:
        return words_of(self.lower)

    @cached_property
    def _reader(self) -> tuple[Stems, frozenset[str]]:
        reader = _ASKED.reader()
        return reader, reader.among(self._words)

    @cached_property
    def _sure(self) -> frozenset[str]:
        """Those that stand here for certain, since they are letters within a word."""
        return frozenset(filter(str.isalnum, self._reader[1]))

    def _likely(self, stems: Collection[str]) -> Collection[str]:
        """Without those that cannot stand here."""
        reader, likely = self._reader
        if reader.known.issuperset(stems):
            return likely.intersection(stems)
        _ASKED.add(stems)
        return stems
