"""Which strings stand in a record, and whether a pattern may; asked before a closer look, so that most records cost a rule nothing."""

from __future__ import annotations

import re
from functools import cached_property

from .openings import needles, openings
from .stems import STEMS, bits, lowered, words_of

Strings = tuple[str, ...]
_needles: dict[int, tuple[re.Pattern[str], frozenset[str] | None]] = {}


def needles_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Strings of which every match has one: how it begins, else other parts. Kept by identity: a pattern's hash reads all of it."""
    known = _needles.get(id(pattern))
    if known is None:
        known = _needles[id(pattern)] = pattern, openings(pattern.pattern) or needles(pattern.pattern)
    return known[1]


class Standing:
    """The quick questions about one text. ``before``: those about the text before letters of it were blanked."""

    def __init__(self, text: str, before: Standing | None = None) -> None:
        self.lower = lowered(text)
        self._before = before
        self._known = -1
        self._likely = self._stand = 0
        self._looked: int = before._looked & ~before._stand & ~STEMS.spaced if before else 0
        """Strings that were looked for already; a blank brings none but such as have a space."""

    def of(self, mask: int) -> int:
        """Of the strings of some bits (text/stems.py) those that stand anywhere."""
        mask &= self._may()
        unknown = mask & ~self._looked
        if unknown:
            sure = 0 if self._before else unknown & STEMS.sure
            self._stand |= sure
            for bit in bits(unknown ^ sure):
                if STEMS.string(bit) in self.lower:
                    self._stand |= bit
            self._looked |= unknown
        return mask & self._stand

    def parts(self, pattern: re.Pattern[str]) -> Strings | None:
        """The strings that stand here of those of which every match has one; None where the pattern tells none."""
        wanted = needles_of(pattern)
        return None if wanted is None else tuple(map(STEMS.string, bits(self.of(STEMS.mask(wanted)))))

    def _may(self) -> int:
        """The bits of the strings that may stand here."""
        if self._known != len(STEMS.strings):
            self._known = len(STEMS.strings)
            self._likely = STEMS.likely(self._words) | (self._before._may() if self._before else 0)
        return self._likely

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words; where letters were blanked those of the lines that changed."""
        new, old = self.lower.split("\n"), self._before.lower.split("\n") if self._before else []
        changed = [one for one, other in zip(new, old, strict=True) if one != other] if len(new) == len(old) else new
        return words_of("\n".join(changed))
