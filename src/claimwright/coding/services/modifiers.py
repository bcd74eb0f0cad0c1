"""Modifiers of a service, each with its reason: side, finger or toe, professional part, distinct from another, preventive.

Sources: CMS, Pub. 100-04, chapter 12 and chapter 23; NCCI Policy Manual, chapter 1; HCPCS Level II modifiers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from claimwright.core import Evidence

from ..text import Sentence, evidence
from ..words import sides

_SIDES = {"right": "RT", "left": "LT", "bilateral": "50"}
_LETTER = re.compile(r"(?<![\w/])([LR])(?=[ .])(?! ?(?:to|side of) )")
_FINGERS = {"thumb": 0, "index": 1, "second": 1, "2nd": 1, "middle": 2, "long": 2, "third": 2, "3rd": 2, "ring": 3, "fourth": 3, "4th": 3,
            "little": 4, "small": 4, "fifth": 4, "5th": 4, "pinky": 4}  # fmt: skip
_TOES = {"great": 0, "hallux": 0, "big": 0, "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
         "fifth": 4, "5th": 4, "little": 4, "small": 4}  # fmt: skip
_DIGIT = re.compile(
    rf"\b({'|'.join(dict.fromkeys([*_FINGERS, *_TOES]))})\b(?= ?(?:finger|toe|digit|nail|trigger|MTP|PIP|DIP|MCP|hammer|ray)?)", re.I
)


def side(sentences: Iterable[Sentence]) -> tuple[str, Evidence | None]:
    """The side that the first sentence with one tells, right and left together "bilateral"; letters where no word does."""
    for one in sentences:
        found = [*sides(one.text), *(({"L": "left", "R": "right"}[match[1]], *match.span()) for match in _LETTER.finditer(one.text))]
        named = {name for name, _start, _end in found if name in _SIDES}
        if named:
            name, start, end = next(each for each in found if each[0] in _SIDES)
            both = len(named) > 1
            span = evidence(one.document, one.start + start, one.start + end, one.text[start:end], one.section)
            return ("bilateral" if both else name), span
    return "", None


def only_side(sentences: Iterable[Sentence]) -> list[Sentence]:
    """The first sentence that names the one side which all of them name; none where they name both."""
    told = [(name, one) for one in sentences for name, _start, _end in sides(one.text) if name in _SIDES]
    return [told[0][1]] if len({name for name, _one in told}) == 1 else []


def sided(sentences: list[Sentence]) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """RT, LT or 50, with the words."""
    name, span = side(sentences)
    return ((_SIDES[name],), (span,) if span else ()) if name else ((), ())


def digit(sentences: list[Sentence]) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """FA to F9 for fingers, TA to T9 for toes, where side and digit are told; else the side alone."""
    name, span = side(sentences)
    for one in sentences:
        match = _DIGIT.search(one.text)
        if match and name in ("right", "left"):
            toe = re.search(r"\b(?:toe|hallux|foot|MTP|ray)", one.text, re.I) is not None
            place = (_TOES if toe else _FINGERS).get(match[1].lower())
            if place is not None:
                number = place + (5 if name == "right" else 0)
                words = evidence(one.document, one.start + match.start(), one.start + match.end(), match[0], one.section)
                return (("T" if toe else "F") + (str(number) if number else "A"),), tuple(each for each in (span, words) if each)
    return sided(sentences)


def in_order(found: Iterable[str]) -> tuple[str, ...]:
    """Modifiers that decide payment first (26, 50, 59, 76), each once."""
    first = ("26", "TC", "50", "59", "76")
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one not in first, first.index(one) if one in first else 0)))


def reasons(found: Iterable[str], row: Any) -> tuple[str, ...]:
    """Why a service has its modifiers, as the numbers of our rules."""
    names = {"26": "modifier-professional-part", "50": "modifier-both-sides", "59": "modifier-distinct-service",
             "33": "modifier-preventive",
             "PT": "modifier-screening-turned-treatment", "JW": "modifier-drug-discarded", "JZ": "modifier-no-drug-discarded",
             "76": "modifier-repeated"}  # fmt: skip
    return tuple(dict.fromkeys(names.get(one, "modifier-site") for one in found))
