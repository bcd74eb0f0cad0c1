"""Which strings stand in a record, and whether a pattern may; asked before a closer look, so that most records cost a rule nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
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
            left = self._likely(wanted) if self._before is None else {*(self._before.parts(pattern) or ()), *_with_space(wanted)}
            known = self._parts[id(pattern)] = tuple(part for part in left if part in self.lower)
        return known

    @staticmethod
    def _left(stems: tuple[str, ...], stood: bool) -> tuple[str, ...]:
        """A blank takes letters away and brings none but spaces."""
        return stems if stood else _with_space(stems)

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
