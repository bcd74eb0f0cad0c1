"""Which codes hold a word: the stems of all meanings of one release of the tables, as mapped arrays beside the books.

Codes stand in the order of an answer, those with the fewest words first, so the first that hold every word are the best. The file is
compiled (a second or two) when the search is first asked, and again when other tables are installed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from ..arrays import map_arrays, write_arrays
from ..icd10cm.search_tables import Arrays, first_not_before, strings
from ..store import Loaded
from .phrases import phrases
from .tables import LENGTH, Tables

FORMAT = 1
"""Raise it when the arrays change shape."""
_BEGUN = 3
"""A longer stem also finds the words it begins."""


class Phrases:
    """The arrays of one release, asked for codes."""

    def __init__(self, arrays: Arrays) -> None:
        """``arrays``: of :func:`open_phrases`."""
        self._arrays = arrays
        self._codes = arrays["code"]
        self._mask = lru_cache(512)(self._read_mask)

    def holding(self, asked: Collection[str], most: int) -> Iterator[str]:
        """The first codes whose meanings hold every stem, at most so many."""
        masks = sorted((self._mask(stem) for stem in asked), key=lambda mask: mask[0])
        if not masks or not masks[0][0]:
            return
        every = np.logical_and.reduce([mask for _count, mask in masks]) if len(masks) > 1 else masks[0][1]
        yield from (self._codes[at].decode() for at in np.flatnonzero(every)[:most])

    def _read_mask(self, stem: str) -> tuple[int, np.ndarray[Any, Any]]:
        """How many codes hold a word, and which."""
        arrays = self._arrays
        first, after = (first_not_before(arrays, "word", end) for end in (stem, f"{stem}~" if len(stem) > _BEGUN else f"{stem}\0"))
        held = np.zeros(len(self._codes), np.bool_)
        held[arrays["codes"][arrays["codes_first"][first] : arrays["codes_first"][after]]] = True
        return int(np.count_nonzero(held)), held


def open_phrases(root: Path, about: Loaded, tables: Tables) -> Phrases:
    """The arrays of these tables, built where they are not there yet. ``root``: the books directory."""
    key = hashlib.sha256(repr((FORMAT, about.release, about.sha256, about.rows)).encode()).hexdigest()[:12]
    path = root / f"pcs-phrases-{key}.bin"
    with suppress(OSError, ValueError):
        return Phrases(map_arrays(path))
    arrays = _compile(tables)
    with suppress(OSError):  # a directory that cannot be written: the search works all the same, and compiles again next time
        write_arrays(path, arrays)
    return Phrases(arrays)


def _compile(tables: Tables) -> Arrays:
    found = sorted(phrases(table for name in tables.names() if (table := tables.table(name))), key=lambda item: (len(item[1]), item[0]))
    holding: dict[str, list[int]] = {}
    for at, (_code, words) in enumerate(found):
        for word in words:
            holding.setdefault(word, []).append(at)
    stems = sorted(holding)
    counts = np.cumsum([0, *(len(holding[word]) for word in stems)]).astype(np.int32)
    codes = np.array([at for word in stems for at in holding[word]], np.int32)
    return strings("word", stems) | {
        "code": np.array([code.encode() for code, _words in found], f"S{LENGTH}"), "codes": codes, "codes_first": counts,
    }  # fmt: skip
