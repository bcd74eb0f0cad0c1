"""Which strings stand in a record, and whether a pattern may; asked before a closer look, so that most records cost a rule nothing."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from .openings import needles, openings
from .stems import STEMS, lowered, words_of

Strings = tuple[str, ...] | frozenset[str]
_needles: dict[int, tuple[re.Pattern[str], frozenset[str] | None]] = {}


def needles_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Strings of which every match has one: how it begins, else other parts. Kept by identity: a pattern's hash reads all of it."""
    known = _needles.get(id(pattern))
    if known is None:
        known = _needles[id(pattern)] = pattern, openings(pattern.pattern) or needles(pattern.pattern)
    return known[1]


@lru_cache(maxsize=8192)
def with_space(strings: Strings) -> int:
    """The bits of the strings that may come to stand where letters are blanked: a blank brings none but spaces."""
    return STEMS.mask(tuple(string for string in strings if " " in string))


class Standing:
    """The quick questions about one text. ``before``: those about the text before letters of it were blanked."""

    def __init__(self, text: str, before: Standing | None = None) -> None:
        self.lower = lowered(text)
        self._before = before
        self._known = -1
        self._likely = 0
        self._told: dict[Strings, Strings] = {}

    def among(self, strings: Strings) -> Strings:
        """Those of the strings, in lower case, that stand anywhere."""
        told = self._told.get(strings)
        if told is None:
            told = self._told[strings] = self._among(strings)
        return told

    def parts(self, pattern: re.Pattern[str]) -> Strings | None:
        """The strings that stand here of those of which every match has one; None where the pattern tells none."""
        wanted = needles_of(pattern)
        return None if wanted is None else self.among(wanted)

    def has_of(self, mask: int) -> bool:
        """Whether any of the strings of these bits stands anywhere; none stood before letters were blanked."""
        return any(string in self.lower for string in STEMS.named(mask & self._may()))

    def _among(self, strings: Strings) -> Strings:
        mask = with_space(strings) if self._before else STEMS.mask(strings)
        mask &= self._may()
        sure = 0 if self._before else mask & STEMS.sure
        stood = self._before.among(strings) if self._before else ()
        likely = (*stood, *STEMS.named(mask ^ sure)) if mask else stood
        return (*STEMS.named(sure), *(string for string in likely if string in self.lower)) if mask or stood else ()

    def _may(self) -> int:
        """The bits of the strings that may stand here, where letters were blanked in the lines that changed."""
        if self._known != len(STEMS.strings):
            self._known = len(STEMS.strings)
            self._likely = STEMS.likely(self._words)
        return self._likely

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words; where letters were blanked those of the lines that changed."""
        new, old = self.lower.split("\n"), self._before.lower.split("\n") if self._before else []
        changed = [one for one, other in zip(new, old, strict=True) if one != other] if len(new) == len(old) else new
        return words_of("\n".join(changed))
