"""The one way words are compared: lower case, light plurals, abbreviations written out, other words for the same thing brought together.

Book and note pass through the same function, so a rewrite can never lose a match that was there before.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimwright.core import Value
from claimwright.core.discovery import tables

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['’][a-z]+)?(?:/[0-9]+)?")
_DIGITS = re.compile(r"\d")
SIDES = {
    "right": "right",
    "left": "left",
    "bilateral": "bilateral",
    "bilaterally": "bilateral",
    "rt": "right",
    "lt": "left",
    "rue": "right",
    "rle": "right",
    "lue": "left",
    "lle": "left",
    "r": "right",
    "l": "left",
    "b/l": "bilateral",
    "od": "right",
    "ou": "bilateral",
    "unilateral": "unilateral",
    "both": "bilateral",
}


class Word(Value, frozen=True):
    """A comparable word and the characters it stands for. ``side``: right, left or bilateral, instead of a word."""

    text: str
    start: int
    end: int


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in tables("claimwright.coding.words")["lists"].items()}


def listed(name: str) -> frozenset[str]:
    """A list of ``lists.toml``: function words, noise, side words that never choose a code."""
    return _lists()[name]


@cache
def _rewrites() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """First word -> (pattern, replacement), longest pattern first."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    book = tables("claimwright.coding.words")
    for table in ("abbreviations", "synonyms"):
        for pattern, replacement in book[table].items():
            key = tuple(singular(word) for word in _split(pattern))
            found.setdefault(key[0], []).append((key, tuple(singular(word) for word in _split(replacement))))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def _split(text: str) -> list[str]:
    return [match[0].lower() for match in _TOKEN.finditer(text)]


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """A light stem: possessive and plural off; ``diabetes`` and ``stenosis`` stay."""
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    word = word.replace("'", "").replace("’", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui":
        return word[:-1]
    return word


def words(text: str) -> list[Word]:
    """Every comparable word of a text with its offsets; nothing is dropped, abbreviations are written out."""
    raw = [(singular(match[0].lower()), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    rewrites, capitals, place = _rewrites(), listed("capitals"), 0
    found: list[Word] = []
    while place < len(raw):
        word, start, end = raw[place]
        known = () if word in capitals and not text[start : start + 2].isupper() else rewrites.get(word, ())
        for pattern, replacement in known:
            if len(pattern) == 1 or tuple(item[0] for item in raw[place : place + len(pattern)]) == pattern:
                last = raw[place + len(pattern) - 1][2]
                found.extend(Word(other, start, last) for other in replacement)
                place += len(pattern)
                break
        else:
            found.append(Word(word, start, end))
            place += 1
    return _marked(found) if any(word.text in WITHOUT for word in found) else found


WITHOUT = ("without", "w/o")
SCOPE = 2
"""Words that "without" takes with it: "without foreign body" must not meet "with foreign body"."""


def _marked(found: list[Word]) -> list[Word]:
    """The words after "without" become words of their own (``no~foreign``), in book and note alike."""
    function, marked, left = listed("function"), [], 0
    for word in found:
        if word.text in WITHOUT:
            left = SCOPE
        elif left and word.text not in function and word.text not in SIDES:
            word, left = Word(f"no~{word.text}", word.start, word.end), left - 1
        marked.append(word)
    return marked


@lru_cache(maxsize=262144)
def keys(text: str) -> tuple[str, ...]:
    """The words that tell one phrase from another: no function words, no side, no repetition, in order."""
    dropped = listed("function")
    kept = dict.fromkeys(word.text for word in words(text) if word.text not in dropped and word.text not in SIDES)
    return tuple(kept)


def side_of(text: str) -> str | None:
    """``right``, ``left`` or ``bilateral`` where the text names exactly one; both sides together are bilateral."""
    named = {SIDES[word] for word in _split(text) if word in SIDES and len(word) > 1} - {"unilateral"}
    if named == {"right", "left"}:
        return "bilateral"
    return next(iter(named)) if len(named) == 1 else ("bilateral" if "bilateral" in named else None)
