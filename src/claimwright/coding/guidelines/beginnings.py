"""Which beginnings of codes, that anybody asked for, any of some codes has: each is one bit. A matter of speed alone."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

KEPT = 20_000
"""Codes of which it is kept what they begin with."""


class Beginnings:
    """Beginnings of codes, each known by one bit. Safe to share between threads."""

    def __init__(self) -> None:
        self._bits: dict[str, int] = {}
        self._masks: dict[tuple[str, ...], int] = {}
        self._codes: dict[str, int] = {}
        self._lock = Lock()

    def mask(self, beginnings: tuple[str, ...]) -> int:
        """The bits of some beginnings."""
        known = self._masks.get(beginnings)
        if known is None:
            known = 0
            for one in beginnings:
                known |= self._bits.get(one) or self._add(one)
            self._masks[beginnings] = known
        return known

    def of(self, codes: Iterable[str]) -> int:
        """The bits of the beginnings that any of the codes has."""
        found, kept = 0, self._codes
        for code in codes:
            known = kept.get(code)
            found |= self._code(code) if known is None else known
        return found

    def _code(self, code: str) -> int:
        with self._lock:
            if len(self._codes) >= KEPT:
                self._codes.clear()
            found = 0
            for count in range(len(code) + 1):
                found |= self._bits.get(code[:count], 0)
            self._codes[code] = found
            return found

    def _add(self, beginning: str) -> int:
        with self._lock:
            if beginning in self._bits:
                return self._bits[beginning]
            bit = self._bits[beginning] = 1 << len(self._bits)
            for code in self._codes:
                if code.startswith(beginning):
                    self._codes[code] |= bit
            return bit


BEGINNINGS = Beginnings()
"""What rules have asked for so far."""
