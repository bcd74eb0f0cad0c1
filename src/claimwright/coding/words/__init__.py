"""The one way words are compared: lower case, light plurals, abbreviations written out, other words for the same thing brought together.

Book and note pass through the same function, so a rewrite can never lose a match that was there before.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claimwright.core.discovery import tables

_TOKEN = re.compile(r"[A-Za-z0-9]+(?:['’][a-z]+)?(?:/[0-9]+)?")
Word = tuple[str, int, int]
"""A comparable word, and where the characters it stands for begin and end."""
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


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in tables("claimwright.coding.words")["lists"].items()}


def listed(name: str) -> frozenset[str]:
    """A list of ``lists.toml``: function words, noise, side words that never choose a code."""
    return _lists()[name]


@cache
def _rewrites() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """First word -> (pattern, replacement), longest pattern first."""
    book = tables("claimwright.coding.words")
    synonyms, abbreviations = _table(book["synonyms"]), _table(book["abbreviations"])
    # what a word stands for may itself be written in other words: "Ca", cancer, malignant neoplasm; prostatic, prostate
    single = {first: [option for option in options if len(option[0]) == 1] for first, options in synonyms.items()}
    found = {first: [(key, _rewritten(words, single)) for key, words in options] for first, options in synonyms.items()}
    for first, options in abbreviations.items():
        found.setdefault(first, []).extend((key, _rewritten(words, synonyms)) for key, words in options)
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


Rewrites = dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]


def _table(rows: dict[str, str]) -> Rewrites:
    found: Rewrites = {}
    for pattern, replacement in rows.items():
        key = tuple(singular(word) for word in _split(pattern))
        found.setdefault(key[0], []).append((key, tuple(singular(word) for word in _split(replacement))))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def _rewritten(words: tuple[str, ...], rewrites: Rewrites) -> tuple[str, ...]:
    found: list[str] = []
    place = 0
    while place < len(words):
        options = rewrites.get(words[place], ())
        rewrite = next((one for one in options if words[place : place + len(one[0])] == one[0]), None)
        found.extend(rewrite[1] if rewrite else (words[place],))
        place += len(rewrite[0]) if rewrite else 1
    return tuple(dict.fromkeys(found))


def _split(text: str) -> list[str]:
    return [match[0].lower() for match in _TOKEN.finditer(text)]


def singular(word: str) -> str:
    """A light stem: possessive and plural off; ``diabetes`` and ``stenosis`` stay."""
    return _STEMS[word]


def _stem(word: str) -> str:
    if word.endswith(("'s", "’s")):
        word = word[:-2]
    word = word.replace("'", "").replace("’", "")
    word = _BRITISH.sub(lambda match: SPELLED[match[0]], word)
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "sui" and word not in listed("whole"):
        return word[:-1]
    return word


SPELLED = {"aem": "em", "aeth": "eth", "aesth": "esth", "aec": "ec", "oedem": "edem", "oesoph": "esoph", "oestr": "estr", "oea": "ea"} | {
    "paed": "ped",
    "tumour": "tumor",
    "behaviour": "behavior",
    "labour": "labor",
    "foet": "fet",
    "coelia": "celia",
    "aemorrh": "emorrh",
}
_BRITISH = re.compile("|".join(sorted(SPELLED, key=len, reverse=True)))
"""Stretches of words as they are spelled in Britain, and in the books: haemorrhage, anaemia, oedema, oesophagus, diarrhoea."""


class _Stems(dict[str, str]):
    """The stems of the words met so far."""

    def __missing__(self, word: str) -> str:
        if len(self) >= 65536:
            self.clear()
        stem = self[word] = _stem(word)
        return stem


_STEMS = _Stems()
Token = tuple[str, int, int]
"""A comparable word, the first and the last of the written words it stands for."""


def words(text: str) -> list[Word]:
    """Every comparable word of a text with the places where what it stands for begins and ends; nothing is dropped."""
    matches = list(_TOKEN.finditer(text))
    found = _marked(_compared([match[0] for match in matches]), WITHOUT[:1])
    return [(word, matches[first].start(), matches[last].end()) for word, first, last in found]


@lru_cache(maxsize=262144)
def keys(text: str) -> tuple[str, ...]:
    """The words that tell one phrase from another: no function words, no side, no repetition, in order."""
    dropped = _silent()
    return tuple(dict.fromkeys(word for word, _, _ in _marked(_compared(_TOKEN.findall(text)), WITHOUT) if word not in dropped))


@cache
def _silent() -> frozenset[str]:
    return listed("function") | frozenset(SIDES)


def _compared(written: list[str]) -> list[Token]:
    """Written words in their comparable form, longest rewrite first."""
    plain = list(map(_STEMS.__getitem__, map(str.lower, written)))
    found: list[Token] = [(word, place, place) for place, word in enumerate(plain)]
    rewrites = _rewrites()
    if rewrites.keys().isdisjoint(plain):
        return found
    capitals, initials, free, more = listed("capitals"), listed("initials"), 0, 0
    for place, word in enumerate(plain):
        if place < free or word not in rewrites:
            continue
        alone = word not in capitals or written[place][:2].isupper()  # "Ca" alone is calcium, "Ca pancreas" is none
        for wanted, instead in rewrites[word]:
            free = place + len(wanted)
            if alone if len(wanted) == 1 else tuple(plain[place:free]) == wanted and _in_capitals(wanted[-1], written[free - 1], initials):
                found[place + more : free + more] = [(other, place, free - 1) for other in instead]
                more += len(instead) - len(wanted)
                break
        else:
            free = place + 1
    return found


def _in_capitals(word: str, written: str, initials: frozenset[str]) -> bool:
    return word not in initials or written.isupper()


WITHOUT = ("without", "no")
"""In running text "no" takes back what it stands before and is a matter of context; within a phrase it says what a condition lacks."""
SCOPE = 2
"""Words that "without" takes with it: "without foreign body" must not meet "with foreign body"."""


def _marked(found: list[Token], lacking: tuple[str, ...]) -> list[Token]:
    """The words after "without" become words of their own (``no~foreign``), in book and note alike."""
    if lacking and {token[0] for token in found}.isdisjoint(lacking):
        return found
    silent, marked, left = _silent(), [], 0
    for word, first, last in found:
        if word in lacking:
            word, left = WITHOUT[0], SCOPE
        elif left and word not in silent:
            word, left = f"no~{word}", left - 1
        marked.append((word, first, last))
    return marked


def side_of(text: str) -> str | None:
    """``right``, ``left`` or ``bilateral`` where the text names exactly one; both sides together are bilateral."""
    named = {side for side, _, _ in sides(text)}
    if named == {"right", "left"}:
        return "bilateral"
    return next(iter(named)) if len(named) == 1 else ("bilateral" if "bilateral" in named else None)


_SIDE = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    + "|".join(word for word, side in SIDES.items() if len(word) > 1 and side != "unilateral")
    + r")(?![A-Za-z0-9]|['’][a-z])"
    + r"|(?<![A-Za-z0-9/+-])(?<!\d )(?<!Dr\. )(?-i:[LR](?=[,;)]| (?:[a-z(]|[A-Z][A-Za-z]|[1-5](?:st|nd|rd|th)\b)|\.?$))"
    + r"(?! (?:NC|of|per|via|spine|and T)\b)",
    re.I,
)
"""Words that name a side; a single letter only in capitals, before a word or a stop ("L heel", "ulcer R, clean"; not "2 L fluid")."""


@lru_cache(maxsize=16384)
def sides(text: str) -> tuple[tuple[str, int, int], ...]:
    """Every word of a text that names a side, single letters left out: side, start, end."""
    return tuple((SIDES[match[0].lower()], match.start(), match.end()) for match in _SIDE.finditer(text))
