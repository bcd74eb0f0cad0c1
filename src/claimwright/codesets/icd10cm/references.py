"""The codes that a note of the Tabular List names, read once when the book is built.

``(E10.-)`` names everything below E10, ``(E08-E13)`` every code from the first to the last category, ``(E08-E13 with .62-)`` of these only
the codes that go on with 62 after the dot, ``(T36-T50 with fifth or sixth character 5)`` only those with a 5 in one of these places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_CODE = r"([A-Z](?:\d[0-9A-Z]|[A-Z]\d)(?:\.[0-9A-Z]{1,4})?)(?![0-9A-Za-z])"
_REFERENCE = re.compile(rf"(?<![A-Za-z0-9.]){_CODE}(?:[.\s]*(?:-[-\s]*|-?\s*to\s+){_CODE})?")
_PARENTHESES = re.compile(r"\(([^()]*)[)}]")
_WITH = re.compile(r",?\s*\bwith\b(.*)")
_PLACES = (("fifth", 5), ("5th", 5), ("sixth", 6), ("six", 6), ("6th", 6), ("seventh", 7), ("7th", 7))
_VALUES = re.compile(r"\b([0-9A-Z])(?:-([0-9A-Z]))?\b")
_DECIMALS = re.compile(r"\.(\d+)(?:-\.(\d+))?")


class Named(NamedTuple):
    """Codes that a note names: without dot, all that begin like something from ``first`` to ``last`` and meet ``condition``.

    ``condition``: empty, ``starts 62,65`` (what follows the category), ``ends 23``, ``at 56 1234`` (a character in a place), ``sub 5 51``.
    """

    first: str
    last: str
    condition: str = ""

    def holds(self, code: str) -> bool:
        """Whether a code without dot is among them."""
        if not (self.first <= code[: len(self.first)] and code[: len(self.last)] <= self.last):
            return False
        return not self.condition or meets(code, self.condition)


def named_in(text: str) -> Iterator[Named]:
    """The codes a note names: those in its parentheses, and where these hold none those in its words."""
    inside = [part for part in _PARENTHESES.findall(text) if _REFERENCE.search(part)]
    for part in inside or [text]:
        after = _WITH.search(part)
        condition = _condition(after[1]) if after and _REFERENCE.search(part[: after.start()]) else ""
        for first, last in _REFERENCE.findall(part[: after.start()] if after and condition else part):
            yield Named(first.replace(".", ""), (last or first).replace(".", ""), condition)


def _condition(words: str) -> str:
    """What stands after "with": the characters a code must have. Empty where it names none."""
    if "character" in words:
        return _characters(words)
    starts = [start for found in _DECIMALS.finditer(words) for start in _between(found[1], found[2])]
    return f"starts {','.join(starts)}" if starts else ""


def _characters(words: str) -> str:
    if "final" in words:
        ends = re.findall(r"-(\d+)", words)
        starts = re.findall(r"\.(\d+)", words)
        return f"ends {','.join(ends)}" if ends else f"starts {','.join(starts)}"
    places = "".join(dict.fromkeys(str(place) for word, place in _PLACES if re.search(rf"\b{word}\b", words.replace("-", " "))))
    after = re.split(r"characters?", words, maxsplit=1)[1]
    if " to " in words.split("character")[0] and (run := re.search(r"\b(\d\d)\b", after)):
        return f"sub {places[0]} {run[1]}"
    values = "".join(char for first, last in _VALUES.findall(after) for char in _between(first, last))
    if "open fracture" in words:
        values = "BC"
    return f"at {places} {values}" if places and values else ""


def _between(first: str, last: str) -> list[str]:
    if not last:
        return [first]
    return [str(number).zfill(len(first)) for number in range(int(first), int(last) + 1)] if last.isdigit() else [first, last]


@lru_cache(200_000)
def meets(code: str, condition: str) -> bool:
    """Whether a code without dot meets a condition."""
    kind, *rest = condition.split(" ")
    if kind == "starts":
        return code[3:].startswith(tuple(rest[0].split(",")))
    if kind == "ends":
        return code.endswith(tuple(rest[0].split(",")))
    if kind == "sub":
        return code[int(rest[0]) - 1 :].startswith(rest[1])
    return any(code[int(place) - 1 : int(place)] in tuple(rest[1]) for place in rest[0])
