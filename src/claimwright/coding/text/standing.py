"""Which strings stand in a record, and whether a pattern may; asked before a closer look, so that most records cost a rule nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache

from .openings import needles, openings
from .stems import Asked, Stems, lowered

_ASKED = Asked()
_needles: dict[int, tuple[re.Pattern[str], frozenset[str] | None]] = {}


def needles_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Strings of which every match has one: how it begins, else other parts. Kept by identity: a pattern's hash reads all of it."""
    if id(pattern) not in _needles:
        _needles[id(pattern)] = pattern, openings(pattern.pattern) or needles(pattern.pattern)
    return _needles[id(pattern)][1]


@lru_cache(maxsize=4096)
def _with_space(stems: Collection[str]) -> tuple[str, ...]:
    return tuple(stem for stem in stems if " " in stem)


@lru_cache(maxsize=4096)
def _with_wide_space(stems: Collection[str]) -> tuple[str, ...]:
    """With a space at an end, or two together."""
    return tuple(stem for stem in stems if "  " in f" {stem} ")


PIECE = 64
"""Characters of two texts that are compared one by one."""


def _changed(one: str, other: str, start: int, end: int) -> Iterator[int]:
    """The places where two texts of one length differ."""
    if one[start:end] == other[start:end]:
        return
    if end - start <= PIECE:
        yield from (at for at in range(start, end) if one[at] != other[at])
    else:
        middle = (start + end) // 2
        yield from _changed(one, other, start, middle)
        yield from _changed(one, other, middle, end)


class Standing:
    """The quick questions about one text. ``before``: those about the text before letters of it were blanked."""

    def __init__(self, text: str, before: Standing | None = None) -> None:
        self.lower = lowered(text)
        self._before = before
        self._told: dict[tuple[str, ...], bool] = {}
        self._parts: dict[int, tuple[str, ...]] = {}

    def has_any(self, stems: Iterable[str]) -> bool:
        """Whether any of the stems, in lower case, stands anywhere."""
        wanted = tuple(stems)
        known = self._told.get(wanted)
        if known is None:
            left = self._likely(wanted) if self._before is None else self._left(wanted, self._before.has_any(wanted))
            known = self._told[wanted] = any(stem in self.lower for stem in left) if left else False
        return known

    def parts(self, pattern: re.Pattern[str]) -> tuple[str, ...] | None:
        """The strings that stand here of those of which every match has one; None where the pattern tells none."""
        wanted = needles_of(pattern)
        if wanted is None:
            return None
        known = self._parts.get(id(pattern))
        if known is None:
            left = self._likely(wanted) if self._before is None else {*(self._before.parts(pattern) or ()), *self._brought(wanted)}
            known = self._parts[id(pattern)] = tuple(part for part in left if part in self.lower)
        return known

    def _left(self, stems: tuple[str, ...], stood: bool) -> tuple[str, ...]:
        return stems if stood else self._brought(stems)

    def _brought(self, stems: tuple[str, ...] | frozenset[str]) -> tuple[str, ...]:
        """Those that may stand here though they did not before: a blank takes letters away and brings none but spaces."""
        return _with_space(stems) if self._parted else _with_wide_space(stems)

    @cached_property
    def _parted(self) -> bool:
        """Whether a blank of one character parts two others; only there may a string with single spaces within come to stand."""
        new, old = self.lower, self._before.lower if self._before else ""
        return len(new) != len(old) or any(
            new[at] == " " and new[at - 1 : at] != " " and new[at + 1 : at + 2] != " " for at in _changed(new, old, 0, len(new))
        )

    @cached_property
    def _reader(self) -> tuple[Stems, frozenset[str]]:
        reader = _ASKED.reader()
        return reader, reader.likely(self.lower)

    def _likely(self, stems: Collection[str]) -> Collection[str]:
        """Without those that cannot stand here."""
        reader, likely = self._reader
        if reader.known.issuperset(stems):
            return likely.intersection(stems)
        _ASKED.add(stems)
        return stems
