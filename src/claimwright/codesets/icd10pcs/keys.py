"""Words that people write for what the tables name: body part key, device key, the Index's "use", our own few synonyms.

The body part key and the device key are part of the ICD-10-PCS code book; the Index repeats them as main terms with ``use``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from claimwright.core.discovery import tables

from ..icd10cm.words import CONNECTING, plain_words, stems
from ..store import Store

_SYSTEMS = ("icd10pcs-definitions", "icd10pcs-body-parts", "icd10pcs-devices")
_USES = "SELECT level, title, use FROM term WHERE level = 0 OR use IS NOT NULL ORDER BY id"
_PLACE = re.compile(r" (?:for [A-Z][A-Za-z]+ )?in(?: (?=[A-Z])|$)")
_LONGEST = 6
_SIDES = frozenset(stems("right left bilateral"))


class Reading(NamedTuple):
    """Words as they may be meant: their stems, and what was read as what (empty for the words as they stand)."""

    stems: frozenset[str]
    read_as: tuple[str, ...] = ()


class Keys:
    """The keys of everything that is installed, whatever the day: they explain words and decide no code."""

    def __init__(self, store: Store) -> None:
        """``store``: where the official files are."""
        self._store = store

    @cached_property
    def _values(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        found: dict[tuple[str, ...], dict[str, None]] = {}
        for term, value in self._pairs():
            if (key := stems(term)) and key != stems(value):
                found.setdefault(key, {})[value] = None
        return {key: tuple(values) for key, values in found.items()}

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield from tables(__package__)["synonyms"]["words"].items()
        for _loaded, file in self._store.installed("icd10pcs-index"):
            yield from self._uses(file)
        for system in _SYSTEMS:
            for _loaded, file in self._store.installed(system):
                yield from self._store.connection(file).execute("SELECT term, value FROM include")

    def _uses(self, file: str) -> Iterator[tuple[str, str]]:
        main = ""
        for level, title, use in self._store.connection(file).execute(_USES):
            main = title if level == 0 else main
            if use and (level == 0 or not title):
                yield main, use

    def get(self, term: str) -> tuple[str, ...]:
        """The values a term is coded to; empty where no key holds it."""
        return self._values.get(stems(term), ())

    def readings(self, words: str, most: int = 6) -> list[Reading]:
        """The words as they stand, then with the terms of a key replaced by their values, the longest terms first; at most ``most``."""
        found, written = stems(words), plain_words(words)
        readings = [Reading(_plain(found))]
        terms = [
            term for length in range(min(_LONGEST, len(found)), 0, -1) for term in _spans(found, length) if found[term] in self._values
        ]
        taken: list[slice] = []
        for term in terms:
            if not any(term.start < other.stop and other.start < term.stop for other in taken):
                taken.append(term)
        for term in taken:
            readings += [reading for before in list(readings) for reading in self._read(before, found[term], " ".join(written[term]))]
        return list(dict.fromkeys(readings))[:most]

    def _read(self, before: Reading, term: tuple[str, ...], written: str) -> Iterator[Reading]:
        values = self._values[term]
        groups: dict[frozenset[str], str] = {}
        for value in values:
            held = _plain(stems(_PLACE.split(value)[0]))
            groups.setdefault(held - _SIDES if len(values) > 1 else held, value)
        for held, value in list(groups.items())[:3]:
            yield Reading((before.stems - set(term)) | held, (*before.read_as, f"{written} = {value}"))


def _plain(found: Iterable[str]) -> frozenset[str]:
    return frozenset(stem for stem in found if stem not in CONNECTING)


def _spans(found: tuple[str, ...], length: int) -> Iterator[slice]:
    return (slice(at, at + length) for at in range(len(found) - length + 1))
