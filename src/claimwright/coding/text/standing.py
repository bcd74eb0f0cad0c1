"""Which strings stand in a record, and whether a pattern may; asked before a closer look, so that most records cost a rule nothing."""

from __future__ import annotations

import re

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
        self._likely = self._stand = self._looked = 0
        self._changed = ("", "") if before is None else _changed(before.lower, self.lower)
        if before is not None:  # what stood may be gone where letters changed; what did not may come only if it has a space
            gone, come = (STEMS.likely(words_of(lines)) for lines in self._changed)
            self._stand = before._stand & ~gone
            self._looked = before._looked & ~(before._stand & gone) & ~(come & STEMS.spaced & ~before._stand)

    def of(self, mask: int) -> int:
        """Of the strings of some bits (text/stems.py) those that stand anywhere."""
        mask &= self._may()
        unknown = mask & ~self._looked
        if unknown:
            self._look(unknown)
        return mask & self._stand

    def _look(self, mask: int) -> None:
        sure = 0 if self._before else mask & STEMS.sure
        self._stand |= sure
        for bit in bits(mask ^ sure):
            if STEMS.string(bit) in self.lower:
                self._stand |= bit
        self._looked |= mask

    def parts(self, pattern: re.Pattern[str]) -> Strings | None:
        """The strings that stand here of those of which every match has one; None where the pattern tells none."""
        wanted = needles_of(pattern)
        return None if wanted is None else tuple(map(STEMS.string, bits(self.of(STEMS.mask(wanted)))))

    def _may(self) -> int:
        """The bits of the strings that may stand here."""
        if self._known != len(STEMS.strings):
            self._known = len(STEMS.strings)
            words = words_of(self._changed[1] if self._before else self.lower)
            self._likely = STEMS.likely(words) | (self._before._may() if self._before else 0)
        return self._likely


def _changed(old: str, new: str) -> tuple[str, str]:
    """What stands around the letters that differ, as far as a string may reach, as it was and as it is."""
    if len(old) != len(new):
        return old, new
    places: list[list[int]] = []
    for at in range(0, len(old), BLOCK):
        if old[at : at + BLOCK] != new[at : at + BLOCK]:
            begin, end = max(0, at - STEMS.reach), at + BLOCK + STEMS.reach
            if places and begin <= places[-1][1]:
                places[-1][1] = end
            else:
                places.append([begin, end])
    return _whole_words(old, places), _whole_words(new, places)


def _whole_words(text: str, places: list[list[int]]) -> str:
    """The text at some places, with all of the words that begin or end there."""
    return "\n".join(text[text.rfind(" ", 0, begin) + 1 : text.find(" ", end) % (len(text) + 1)] for begin, end in places)


BLOCK = 64
"""Letters that are compared at once."""
