"""Which terms of the PCS Index hold a word, as mapped arrays beside the books, and how well each fits.

A term is held to what it leads from: its way, main term first, and the words of its reference. How well it fits is the BM25 of the
words asked for (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), its usual constants. Compiled (a second) when the
Index is first asked, and again when another one is installed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from ..arrays import map_arrays, write_arrays
from ..icd10cm.search_tables import Arrays, finder, string, strings
from ..icd10cm.words import CONNECTING, stems
from ..store import Loaded

FORMAT = 1
"""Raise it when the arrays change shape."""
_TIMES, _LENGTH = 1.2, 0.75
"""How soon a repeated word says no more, and how much a long text counts for less."""
Way = tuple[int, tuple[str, ...], str]
"""The number of a term, its way, and the words of its reference."""


class Leads:
    """The arrays of one Index, asked for terms."""

    def __init__(self, arrays: Arrays) -> None:
        """``arrays``: of :func:`open_leads`."""
        self._arrays = arrays
        self._word = finder(arrays, "word")
        self._size = int(arrays["path_first"].shape[0]) - 1
        self._stem = lru_cache(16384)(partial(string, arrays, "word"))
        self.held = lru_cache(65536)(self._read_held)

    def matching(self, wanted: Collection[str], within: range, *, every: bool, most: int) -> list[int]:
        """The terms that hold every stem, or any; the best fitting first. ``within``: the numbers they may have, all where it is empty."""
        arrays, score, hits = self._arrays, np.zeros(self._size, np.float32), np.zeros(self._size, np.int16)
        for stem in wanted:
            if (word := self._word(stem)) >= 0:
                first, after = arrays["lead_first"][word], arrays["lead_first"][word + 1]
                terms = arrays["lead"][first:after]
                if within:
                    low, high = np.searchsorted(terms, (within.start, within.stop))
                    terms, first, after = terms[low:high], first + low, first + high
                score[terms] += arrays["lead_fit"][first:after]
                hits[terms] += 1
        found = np.flatnonzero(hits == len(wanted) if every else hits)
        best: list[int] = found[np.lexsort((found, -score[found]))[:most]].tolist()
        return best

    def _read_held(self, number: int) -> frozenset[str]:
        """The stems of a term's way, connecting words left out."""
        first, after = self._arrays["path_first"][number : number + 2]
        return frozenset(map(self._stem, self._arrays["path"][first:after].tolist()))


def open_leads(root: Path, about: Loaded, ways: Iterable[Way]) -> Leads:
    """The arrays of an Index, built where they are not there yet. ``root``: the books directory; ``ways``: of its terms."""
    key = hashlib.sha256(repr((FORMAT, about.release, about.sha256, about.rows)).encode()).hexdigest()[:12]
    path = root / f"pcs-leads-{key}.bin"
    with suppress(OSError, ValueError):
        return Leads(map_arrays(path))
    arrays = _compile(ways)
    with suppress(OSError):  # a directory that cannot be written: the search works all the same, and compiles again next time
        write_arrays(path, arrays)
    return Leads(arrays)


def _compile(ways: Iterable[Way]) -> Arrays:
    leads: dict[int, Counter[str]] = {}
    paths: dict[int, frozenset[str]] = {}
    for number, path, reference in ways:
        leads[number] = Counter(stems(" ".join((*path, reference))))
        paths[number] = frozenset(stem for stem in stems(" ".join(path)) if stem not in CONNECTING)
    words = sorted({stem for found in leads.values() for stem in found})
    place = {word: at for at, word in enumerate(words)}
    size = max(paths, default=0) + 1
    path_first = np.cumsum([0, *(len(paths.get(number, ())) for number in range(size))]).astype(np.int32)
    path_words = np.array([place[stem] for number in range(size) for stem in sorted(paths.get(number, ()))], np.int32)
    return strings("word", words) | _postings(leads, place) | {"path_first": path_first, "path": path_words}


def _postings(leads: dict[int, Counter[str]], place: dict[str, int]) -> Arrays:
    """For each word the terms that hold it, and how much it adds to their fit."""
    rows = [(place[stem], number, times) for number, found in leads.items() for stem, times in found.items()]
    word, term, times = np.array(sorted(rows), np.int64).reshape(-1, 3).T
    length = {number: sum(found.values()) for number, found in leads.items()}
    mean = sum(length.values()) / max(1, len(length))
    of_term = np.array([length[number] for number in term.tolist()], np.float64)
    holding = np.bincount(word, minlength=len(place))[word]
    rare = np.maximum(np.log((len(leads) - holding + 0.5) / (holding + 0.5)), 1e-6)
    fit = rare * times * (_TIMES + 1) / (times + _TIMES * (1 - _LENGTH + _LENGTH * of_term / mean))
    first = np.searchsorted(word, np.arange(len(place) + 1)).astype(np.int32)
    return {"lead": term.astype(np.int32), "lead_first": first, "lead_fit": fit.astype(np.float32)}
