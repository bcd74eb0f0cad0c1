"""How a match of a pattern can begin, so that a text without these characters need not be searched. A matter of speed alone.

Reads the part of the pattern language that the tables of cues use: plain characters, brackets, classes, ``?``, ``*``, ``+`` and bars.
Whatever else stands there ends what is known of the beginning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LENGTH = 8
"""So many first characters tell one place from another well enough; more would make more openings."""
_MOST = 400
"""Openings of one pattern; where one more part would make more of them, they end before it."""
_ZERO_WIDTH = ("?!", "?<!", "?=", "?<=")
"""How brackets begin that match no letter."""
_HEAD = re.compile(r"\A\?(?:P<\w+>|(?:-i|i)?:)")
"""How brackets begin that have no group, a name, or a word on case, which is not looked at here."""
Ways = set[tuple[str, bool]]
"""Characters, and whether it is known what follows them."""


def openings(pattern: str) -> frozenset[str] | None:
    """The first characters of every match, in lower case, up to ``LENGTH`` of them; None where nothing is known of them."""
    found = {characters for characters, _goes_on in _alternatives(pattern)}
    return None if "" in found else frozenset(found)


def needles(pattern: str) -> frozenset[str] | None:
    """Characters of which every match has some, wherever in it, in lower case; None where none are known."""
    found: set[str] = set()
    for branch in branches(pattern):
        best = max(_needles(branch), key=_tells, default=None)
        if best is None:
            return None
        found |= best
    return frozenset(one for one in found if not any(other in one for other in found - {one}))


def _needles(branch: str) -> Iterator[frozenset[str]]:
    """Those that a pattern without a bar has from each of its parts on, and within its brackets."""
    place = 0
    while place < len(branch):
        from_here = frozenset(characters for characters, _goes_on in _sequence(branch[place:]))
        if "" not in from_here:
            yield from_here
        part, after = _part(branch, place)
        behind = branch[after : after + 2]
        if branch[place] == "(" and not behind.startswith(("?", "*", "{0", "{,")):
            inside = _HEAD.sub("", branch[place + 1 : after - 1])
            if not inside.startswith("?") and (within := needles(inside)):
                yield within
        _, place = _repeated(branch, after, part)


def _tells(characters: frozenset[str]) -> tuple[int, int]:
    """How well these tell one place from another: by the shortest, up to some letters; then the fewer the better."""
    return min(5, *map(len, characters)), -len(characters)


def branches(pattern: str) -> list[str]:
    """The pattern cut at the bars that stand in no bracket."""
    found, depth, begin, place = [], 0, 0, 0
    while place < len(pattern):
        char = pattern[place]
        if char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            found.append(pattern[begin:place])
            begin = place + 1
        place = _after(pattern, place)
    return [*found, pattern[begin:]]


def _after(pattern: str, place: int) -> int:
    """The place behind the sign, the escaped sign or the class of signs that begins here."""
    if pattern[place] == "[":
        return pattern.index("]", place + 2) + 1
    return place + 1 + (pattern[place] == "\\")


def _alternatives(pattern: str) -> Ways:
    return {way for branch in branches(pattern) for way in _sequence(branch)}


def _sequence(branch: str) -> Ways:
    ways: Ways = {("", True)}
    place = 0
    while place < len(branch) and any(_grows(way) for way in ways):
        part, place = _part(branch, place)
        part, place = _repeated(branch, place, part)
        longer = {joined for way in ways for joined in _joined(way, part)}
        if len(longer) > _MOST:
            return {(characters, False) for characters, _goes_on in ways}
        ways = longer
    return ways


def _repeated(branch: str, place: int, part: Ways) -> tuple[Ways, int]:
    """The part with what stands behind it: ``?``, ``*``, ``+``, ``{``; of one that may come again no letter behind it is known."""
    sign = branch[place : place + 1]
    if not sign or sign not in "?*+{":
        return part, place
    if sign == "{":
        place, sign = branch.index("}", place), "*" if branch[place + 1] in "0," else "+"
    once = part if sign == "?" else {(letters, False) for letters, _goes_on in part}
    lazy = branch[place + 1 : place + 2] == "?"
    return (once if sign == "+" else once | {("", True)}), place + 1 + lazy


def _grows(way: tuple[str, bool]) -> bool:
    return way[1] and len(way[0]) < LENGTH


def _joined(way: tuple[str, bool], part: Ways) -> Ways:
    return {(way[0] + characters, goes_on) for characters, goes_on in part} if _grows(way) else {way}


def _part(branch: str, place: int) -> tuple[Ways, int]:
    """The openings of the part that begins here, and the place after it."""
    char = branch[place]
    if char == "(":
        end = _closing(branch, place)
        inside = branch[place + 1 : end]
        if inside.startswith(_ZERO_WIDTH):
            return {("", True)}, end + 1
        inside = _HEAD.sub("", inside)
        return ({("", False)} if inside.startswith("?") else _alternatives(inside)), end + 1
    if char == "[":
        end = _after(branch, place)
        letters = branch[place + 1 : end - 1]
        plain = "-" not in letters[1:-1] and not letters.startswith("^") and "\\" not in letters
        return {(letter.lower(), True) for letter in letters} if plain else {("", False)}, end
    if char == "\\":
        return _escaped(branch[place + 1]), place + 2
    return {("", False)} if char in ".^$" else {(char.lower(), True)}, place + 1


def _escaped(char: str) -> Ways:
    if char == "b":
        return {("", True)}
    if char == "d":
        return {(digit, True) for digit in "0123456789"}
    return {("", False)} if char.isalnum() else {(char, True)}


def _closing(pattern: str, place: int) -> int:
    """Where the bracket that opens here is closed."""
    depth = 0
    while True:
        if pattern[place] in "()":
            depth += 1 if pattern[place] == "(" else -1
            if depth == 0:
                return place
        place = _after(pattern, place)
