"""Families of codes that differ in the side only: right, left, both, unspecified.

The side stands in one place of the code; codes that agree in every other place and in every other word of their titles are a family
(ICD-10-CM Official Guidelines, I.B.13).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from claimwright.core import dotted

from ..values import Sides

_SIDES = {"right": "right", "left": "left", "bilateral": "bilateral", "both": "bilateral", "unspecified": "unspecified"}
_WORD = re.compile(r"[a-z0-9]+")
_SMALL = frozenset(("of", "the", "in", "and", "unilateral", "side", "sides"))
_Family = tuple[dict[str, str], frozenset[str]]


_Titles = Callable[[str, str], Iterable[tuple[str, str]]]


def family(code: str, titles: _Titles) -> Sides | None:
    """The family of a code without dot; None for a code without sides.

    ``titles``: code and title of the codes that begin with the first words given, have one character more and then the second.
    """
    for place in range(len(code) - 1, 2, -1):
        beside = dict(titles(code[:place], code[place + 1 :]))
        found = _found(code, beside)
        if found and code in found.values():
            if "bilateral" not in found and (both := _both_above(code, beside[code], place, titles)):
                found["bilateral"] = both
            order = [side for side in ("right", "left", "bilateral", "unspecified") if side in found]
            return Sides(
                code=dotted(code),
                side=next(side for side in order if found[side] == code),
                codes={side: dotted(found[side]) for side in order},
            )
    return _below(code, titles)


def _below(code: str, titles: _Titles) -> Sides | None:
    """The family of a code for both sides whose right and left stand one level further down: M17.0."""
    beside = dict(titles(code[:-1], "")) if len(code) > 3 else {}
    if not any(side == "bilateral" for side, _words in _readings(beside.get(code, ""))):
        return None
    for stem in beside:
        for other, _text in titles(stem, ""):
            found = family(other, titles) if stem != code else None
            if found and found.codes.get("bilateral") == dotted(code):
                return Sides(code=dotted(code), side="bilateral", codes=found.codes)
    return None


def _found(code: str, beside: dict[str, str]) -> dict[str, str]:
    """Side -> code among codes that differ in one place, by the words left when the side's word is taken away."""
    for key in _keys(beside.get(code, "")):
        sided = {side: other for side in ("right", "left") for other, title in beside.items() if (side, key) in _readings(title)}
        if len(sided) < 2:
            sided = _by_both(key, beside)
        if len(sided) == 2:
            further = ((side, words, other) for other, title in beside.items() for side, words in _readings(title) if words)
            for side, words, other in sorted(further, key=lambda one: -len(one[1])):  # the one that says most is nearest
                if side not in sided and other not in sided.values() and _alike(side, words, key, sided, beside):
                    sided[side] = other
            return sided
    return {}


def _by_both(key: frozenset[str], beside: dict[str, str]) -> dict[str, str]:
    """Right and left whose words take in those of a code for both sides (``..., bilateral`` against ``..., right eye``)."""
    wanted = {_singular(word) for word in key}
    for title in beside.values():
        for side, words in _readings(title):
            if side == "right" and wanted <= {_singular(word) for word in words}:
                pair = {hand: other for hand in ("right", "left") for other, text in beside.items() if (hand, words) in _readings(text)}
                if len(pair) == 2:
                    return pair
    return {}


def _alike(side: str, words: frozenset[str], key: frozenset[str], sided: dict[str, str], beside: dict[str, str]) -> bool:
    full = next((held for hand, held in _readings(beside[sided["right"]]) if hand == "right"), key)
    if side == "unspecified":
        return words == full
    return {_singular(word) for word in words} <= {_singular(word) for word in full}


def _both_above(code: str, title: str, place: int, titles: _Titles) -> str | None:
    """A code for both sides one level up: M17.0 for M17.11 and M17.12."""
    keys = [{_singular(word) for word in words} for words in _keys(title)]
    for other, text in titles(code[: place - 1], "") if place > 3 else ():
        for side, words in _readings(text):
            if side == "bilateral" and len(other) == place and any({_singular(word) for word in words} <= key for key in keys):
                return other
    return None


def _keys(title: str) -> list[frozenset[str]]:
    return [words for _side, words in _readings(title)]


def _readings(title: str) -> list[tuple[str, frozenset[str]]]:
    """Every side a title may name, with its other words; "unspecified" may speak of something else, so it may be read several times."""
    words = _WORD.findall(title.lower())
    found = []
    for at, word in enumerate(words):
        if side := _SIDES.get(word):
            others = [other for place, other in enumerate(words) if place != at]
            found.append(
                (side, frozenset(f"{other}{others[:place].count(other)}" for place, other in enumerate(others) if other not in _SMALL))
            )
    return found


def _singular(word: str) -> str:
    bare = word.rstrip("0123456789")
    if bare.endswith("ies"):
        return bare.removesuffix("ies") + "y"
    return bare[:-1] if bare.endswith("s") and len(bare) > 3 else bare
