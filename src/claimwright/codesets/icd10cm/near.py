"""What a written word may mean: itself, words it begins, words that look like it, words that say the same.

Likeness of letters is the share of common runs of three and four letters (Dice); a word the books do not know at all is also held to the
distance in letters, so that a slip of the pen finds its word.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from .search_tables import Arrays, finder, first_not_before, grams, string
from .synonyms import synonyms
from .words import CONNECTING, distance

_MOST_LIKE = 60
_MOST_BEGUN = 200
_LEAST_LIKE = 0.45
_LIKE, _LIKE_POWER = 0.8, 1.5
_BEGUN, _BEGUN_KNOWN = 0.85, 0.45
_SAME = 0.88
_SLIP = 0.92
_SELDOM, _OFTEN, _SELDOM_MEANT = 12, 8, 0.8
"""A word that so few texts hold may be a slip for one that so many times more hold."""
_UNKNOWN = 8.0
"""What a word says that the books do not know."""


class Meant(NamedTuple):
    """What one written word counts as. ``words``: numbers of words and how near each is; ``weight``: how much it says.

    ``read_as``: the word it was taken for, where the books do not know it as written.
    """

    words: tuple[tuple[int, float], ...]
    weight: float
    read_as: str = ""


class Near:
    """Reads written words against the vocabulary of the search tables."""

    def __init__(self, arrays: Arrays) -> None:
        """``arrays``: of the search tables."""
        self._arrays = arrays
        self._word, self._gram = finder(arrays, "word"), finder(arrays, "gram_text")
        self._synonyms = synonyms()
        self._lock = threading.Lock()
        self.meant = lru_cache(20_000)(self._meant)

    def times(self, stem: str) -> int:
        """How many texts hold a word."""
        at = self._word(stem)
        return int(self._arrays["times"][at]) if at >= 0 else 0

    def _meant(self, stem: str) -> Meant:
        """What a stem counts as; nothing for a connecting word."""
        if stem in CONNECTING:
            return Meant((), 0.0)
        itself = self._word(stem)
        known = itself >= 0 and self._arrays["times"][itself] > 0
        alike = self._alike(stem)
        found = {at: _LIKE * like**_LIKE_POWER for at, like in alike if like >= _LEAST_LIKE}
        _raise(found, ((at, _BEGUN_KNOWN if known else _BEGUN) for at in self._begun(stem)))
        same = [at for other in self._synonyms.get(stem, ()) if (at := self._word(other)) >= 0]
        _raise(found, ((at, _SAME) for at in same))
        read_as = ""
        if not known and not same and not any(near >= _BEGUN for near in found.values()):
            slips = self._slips(stem, (at for at, _like in alike))
            _raise(found, ((at, _SLIP) for at in slips))
            read_as = " or ".join(string(self._arrays, "word", at) for at in slips)
        elif known and self._arrays["times"][itself] < _SELDOM:
            often = _OFTEN * self._arrays["times"][itself]
            _raise(found, ((at, _SELDOM_MEANT) for at in self._slips(stem, (at for at, _like in alike), often) if at != itself))
        if itself >= 0:
            found[itself] = 1.0
        weights = self._arrays["weight"]
        of_others = (float(weights[at]) * near for at, near in found.items())
        weight = float(weights[itself]) if known else max(of_others, default=_UNKNOWN)
        return Meant(tuple(sorted(found.items(), key=lambda item: item[1])), weight, read_as)

    def _alike(self, stem: str) -> list[tuple[int, float]]:
        """Words that share most of their letters."""
        if len(stem) < 4:
            return []
        arrays = self._arrays
        common = np.zeros(len(arrays["word_grams"]), np.float32)
        runs = grams(stem)
        for run in runs:
            at = self._gram(run)
            if at >= 0:
                common[self._places("gram", at)] += 1
        like = 2 * common / (arrays["word_grams"] + len(runs))
        best = np.argpartition(-like, _MOST_LIKE)[:_MOST_LIKE] if len(like) > _MOST_LIKE else np.arange(len(like))
        return [(int(at), float(like[at])) for at in best]

    def _begun(self, stem: str) -> list[int]:
        """Words that begin so."""
        if len(stem) < 3:
            return []
        first, after = (first_not_before(self._arrays, "word", end) for end in (stem, f"{stem}~"))
        return list(range(first, min(after, first + _MOST_BEGUN)))

    def _slips(self, stem: str, alike: Iterable[int], often: int = 1) -> list[int]:
        """Of the words alike that stand in so many texts, those nearest in letters: the commonest three."""
        most = 1 if len(stem) < 5 else 2 if len(stem) < 9 else 3
        near = [(distance(stem, string(self._arrays, "word", at), most), -int(self._arrays["times"][at]), at) for at in alike]
        good = sorted(item for item in near if 0 < item[0] <= most and -item[1] >= often)
        return [at for away, _times, at in good if away == good[0][0]][:3]

    def _places(self, name: str, at: int) -> np.ndarray[Any, Any]:
        first = self._arrays[f"{name}_first"]
        return self._arrays[name][first[at] : first[at + 1]]


def _raise(found: dict[int, float], others: Iterable[tuple[int, float]]) -> None:
    for at, near in others:
        found[at] = max(found.get(at, 0.0), near)
