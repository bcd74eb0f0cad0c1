"""Words made comparable: lower case, without accents, British spelling and Roman numerals levelled, endings cut.

Search, spelling and the walk through the Index all compare these stems. The cutting is deliberately plain: it must treat the book's words
and a person's words alike, not be linguistics.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "iiia": "3a", "iiib": "3b"}
_NUMBERED = {"type", "stage", "grade", "class", "degree", "category"}
_BRITISH = (("aem", "em"), ("oede", "ede"), ("oeso", "eso"), ("rrhoea", "rrhea"), ("tumour", "tumor"), ("paed", "ped"), ("aesth", "esth"))
_ENDINGS = ("ical", "ing", "ous", "es", "ed", "ic", "al", "e", "y")


def stems(text: str) -> tuple[str, ...]:
    """The comparable words of a text, in order."""
    words = plain_words(text)
    return tuple(_stem(_level(word, words[at - 1] if at else "")) for at, word in enumerate(words))


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, without accents, as many as :func:`stems` gives."""
    bare = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode("ascii")
    return _WORD.findall(bare)


def _level(word: str, before: str) -> str:
    if before in _NUMBERED and word == "i":
        return "1"
    return _ROMAN.get(word, word)


@lru_cache(65536)
def _stem(word: str) -> str:
    word = word.split("'")[0]
    for british, american in _BRITISH:
        word = word.replace(british, american)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "es")):
        word = word[:-1]
    if len(word) > 5:
        ending = next((ending for ending in _ENDINGS if word.endswith(ending) and len(word) - len(ending) > 3), "")
        word = word.removesuffix(ending)
    return word


def distance(one: str, other: str, most: int) -> int:
    """Letters to insert, delete, replace or swap to turn one word into the other; ``most + 1`` where it is more than ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        last_but_one, before, row = before, row, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, last_but_one[to - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) >= most:  # a swap may still come from the row before
            return most + 1
    return min(row[-1], most + 1)


def _stemmed(words: str) -> frozenset[str]:
    return frozenset(stem for stem in stems(words))


CONNECTING = _stemmed("a an and as at by due for from in into is nec nos of on or s the to with without")
"""Words that join others; the Index and a search pass over them."""
LIGHT = CONNECTING | _stemmed("disease disorder other unspecified")
"""Words that say little by themselves; they count for next to nothing when texts are compared."""
