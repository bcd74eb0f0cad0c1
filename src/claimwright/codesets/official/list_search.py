"""Codes of an official list by words: in any order, by their beginnings, misspelled, abbreviated; ranked.

A title is scored by how much of what was asked it holds, rare words weighing more, and by how much of it was asked. Words are read as the
search of diagnoses reads them (:mod:`..icd10cm.near`). The arrays of a long list lie beside the books, compiled when it is installed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from claimwright.core.discovery import tables

from ..arrays import map_arrays, write_arrays
from ..icd10cm.near import Meant, Near
from ..icd10cm.search_tables import Arrays, string, strings, word_arrays
from ..icd10cm.words import plain_words, stems

FORMAT = 1
"""Raise it when the arrays change shape."""
LONG = 1500
"""A list of more titles is compiled beside the books."""
_MOST_WORDS = 24
_LEAST = 0.3
_ASKED_ONLY = 0.4
"""The part of a score that does not hang on how much else the title says."""
_SHORT = 0.96
"""What it costs that an abbreviation was read as what it stands for."""
Text = tuple[str, str]
"""A code and a title."""


class ListSearch:
    """Search over the titles of one state of a list. Threads may share it."""

    def __init__(self, arrays: Arrays) -> None:
        """``arrays``: of :func:`open_search`."""
        self._arrays = arrays
        self._near = Near(arrays) if "word_at" in arrays else None
        self._abbreviations: dict[str, str] = tables("claimwright.codesets.icd10cm")["abbreviations"]["words"]

    def find(self, text: str) -> list[tuple[str, float, str]]:
        """Code, score, and what the words were read as where that is not what was written; best first, those in reach only."""
        best: dict[int, tuple[float, str]] = {}
        for words, read_as, discount in self._readings(text):
            for code, score in self._scored(words):
                if code not in best or best[code][0] < score * discount:
                    best[code] = score * discount, read_as
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        return [(string(self._arrays, "code", code), score, read_as) for code, (score, read_as) in ranked]

    def _readings(self, text: str) -> Iterator[tuple[list[Meant], str, float]]:
        raws = plain_words(text)[:_MOST_WORDS]
        full = [self._abbreviations.get(raw, "") for raw in raws]
        yield self._read(raws, "", 1.0)
        if any(full):
            longer = [form or raw for form, raw in zip(full, raws, strict=True)]
            yield self._read(longer, ", ".join(filter(None, full)), _SHORT)

    def _read(self, words: list[str], read_as: str, discount: float) -> tuple[list[Meant], str, float]:
        near = self._near
        meant = [near.meant(stem) for stem in dict.fromkeys(stems(" ".join(words)))] if near else []
        asked = [word for word in meant if word.weight > 0]
        return asked, read_as or ", ".join(word.read_as for word in asked if word.read_as), discount

    def _scored(self, words: list[Meant]) -> Iterator[tuple[int, float]]:
        """Codes and scores of the titles in reach, a code as often as titles of it are."""
        if not words:
            return
        arrays = self._arrays
        got, said = (np.zeros(len(arrays["text_code"]), np.float32) for _ in range(2))
        for word in words:
            near, own = np.zeros_like(got), np.zeros_like(got)
            for at, nearness in word.words:  # the nearest comes last
                places = self._places(at)
                near[places] = nearness
                own[places] = nearness * arrays["weight"][at]
            got += near * np.float32(word.weight)
            said += own
        asked = sum(word.weight for word in words)
        scores = got / np.float32(asked) * (_ASKED_ONLY + (1 - _ASKED_ONLY) * np.minimum(1.0, said / arrays["text_weight"]))
        good = np.flatnonzero(scores > _LEAST)
        yield from zip(arrays["text_code"][good].tolist(), scores[good].tolist(), strict=True)

    def _places(self, word: int) -> np.ndarray[Any, Any]:
        first = self._arrays["in_text_first"]
        return self._arrays["in_text"][first[word] : first[word + 1]]


def open_search(root: Path, name: str, state: object, texts: Sequence[Text]) -> ListSearch:
    """The search over these titles; of a long list out of the file beside the books, written where it is not there yet.

    ``state``: what the titles come from, told in a ``repr``.
    """
    if len(texts) <= LONG:
        return ListSearch(_compile(texts))
    path = root / f"list-{name}-{hashlib.sha256(repr((FORMAT, state)).encode()).hexdigest()[:12]}.bin"
    with suppress(OSError, ValueError):
        return ListSearch(map_arrays(path))
    arrays = _compile(texts)
    with suppress(OSError):  # a directory that cannot be written: the search works all the same, and compiles again next time
        write_arrays(path, arrays)
        for other in root.glob(f"list-{name}-*.bin"):
            if other != path:
                other.unlink(missing_ok=True)
    return ListSearch(arrays)


def _compile(texts: Sequence[Text]) -> Arrays:
    codes = sorted({code for code, _title in texts})
    place = {code: at for at, code in enumerate(codes)}
    of_text = np.array([place[code] for code, _title in texts], np.int32)
    return strings("code", codes) | {"text_code": of_text} | word_arrays([title for _code, title in texts])
