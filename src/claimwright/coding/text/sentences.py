"""Stage 1: lines and sentences of a section, with offsets into the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from claimwright.core import Value

from .sections import Section

_BULLET = re.compile(r"[ \t]*(?:#\d{1,2}[:.)]?\s+|\(?\d{1,2}[.)]\s*(?=[A-Za-z])|[-–•·*●▪◦>#]+\s*|[a-z][.)]\s+)")
_ABBREVIATIONS = frozenset(
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "vs",
        "st",
        "no",
        "e.g",
        "i.e",
        "etc",
        "approx",
        "pt",
        "hx",
        "dx",
        "rx",
        "q.d",
        "b.i.d",
        "t.i.d",
        "p.o",
        "fig",
        "jr",
        "sr",
        "prof",
        "inc",
        "dept",
        "mt",
        "ft",
        "wt",
        "ht",
    ]
)
_STOP = re.compile(r"[.!?;]+(?=[\s\"')]|$)")
_SPOKEN_STOP = re.compile(_STOP.pattern + r"|,? \b(?:period|(?:new|next) (?:paragraph|line))\b[.,]?", re.I)
"""Stops that a dictation speaks out."""


class Sentence(Value, frozen=True):
    """One sentence of one line. ``bullet``: the line began with a bullet or a number; ``first``: it is the line's first sentence."""

    document: str
    section: str
    start: int
    end: int
    text: str
    bullet: bool = False
    first: bool = True
    alone: bool = True


def _ends_sentence(line: str, stop: re.Match[str]) -> bool:
    if stop[0][0] != ".":
        return True  # spoken stops too
    before = line[: stop.start()].rsplit(maxsplit=1)[-1:] or [""]
    word = before[0].lower().lstrip("(\"'")
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()):
        return False
    after = line[stop.end() :].lstrip()
    return not after or not after[0].islower()


def sentences(text: str, section: Section) -> list[Sentence]:
    """Every non-empty sentence of the section; leading bullets and numbers are outside the span."""
    found: list[Sentence] = []
    offset = section.start
    lines = text[section.start : section.end].split("\n")
    counted = _counted(lines)
    for number, line in enumerate(lines):
        for a, b, bullet, first, alone in _spans(line, number in counted):
            found.append(Sentence(section.document, section.kind, offset + a, offset + b, line[a:b], bullet, first, alone))
        offset += len(line) + 1
    return found


def _counted(lines: list[str]) -> frozenset[int]:
    """The lines of a list that is numbered without stops ("1 CKD 4", "2 anemia"), where its numbers follow one another from one."""
    rows = [(int(mark[1]), place) for place, line in enumerate(lines) if (mark := _COUNT.match(line))]
    follow = [place for at, (number, place) in enumerate(rows) if number == at + 1]
    return frozenset(follow) if len(follow) > 1 else frozenset()


_COUNT = re.compile(r"[ \t]*(\d{1,2})[ \t]+(?=[A-Za-z])")


@lru_cache(maxsize=65536)
def _spans(line: str, counted: bool = False) -> tuple[tuple[int, int, bool, bool, bool], ...]:
    """Start, end, bullet, first, alone of each sentence of a line. ``counted``: the number that it begins with is one of a list."""
    if not line or line.isspace():
        return ()
    if counted and (mark := _COUNT.match(line)):
        return tuple(_in_item(line, mark.end(), len(line)))
    cuts = [0, *_items(line), len(line)]
    return tuple(one for start, end in pairwise(cuts) if end > start for one in _in_item(line, start, end))


def _items(line: str) -> list[int]:
    """Where the items of a list that goes on within a line begin: "1. Gout. 2. Hypertension"; nothing where there are not two."""
    starts: list[int] = []
    last = 0
    for mark in _ITEM.finditer(line) if _MAY_BE_ITEM.search(line) else ():
        number = int(mark[1] or mark[2])
        if number == last + 1 or not (starts or line[: mark.start()].strip()):
            starts.append(mark.start())
            last = number
    return starts if len(starts) > 1 else []


_MAY_BE_ITEM = re.compile(r"\d[.):]\s?[A-Za-z]|#\d")
_ITEM = re.compile(
    r"(?<!\S)(?<!stage )(?<!grade )(?<!type )(?<!class )(?<!level )(?<!phase )(?<!factor )(?<!group )(?<!degree )(?<!day )(?<!week )"
    r"(?<!\bto )(?<!\bof )(?<!\bat )(?<!\bx )(?<!ckd )(?<!dm )(?<!para )(?<!score )(?<!until )(?<!bipolar )"
    r"(?:\(?(\d{1,2})[.):]|#(\d{1,2})[.):]?)\s?(?=[A-Za-z])",
    re.I,
)
"""A number of a list, not one that belongs to the word before it ("stage 2. Clean")."""


def _in_item(line: str, start: int, end: int) -> Iterator[tuple[int, int, bool, bool, bool]]:
    bullet = _BULLET.match(line, start, end)
    begin = bullet.end() if bullet else start
    spans = []
    spoken = line.count(" period") > 2 and ("paragraph" in line or "comma" in line or "colon" in line)
    for stop in (_SPOKEN_STOP if spoken else _STOP).finditer(line, begin, end):
        if _ends_sentence(line, stop):
            spans.append((begin, stop.end() if "?" in stop[0] else stop.start()))  # a question mark says something of its words
            begin = stop.end()
    spans.append((begin, end))
    trimmed = [(a + len(line[a:b]) - len(line[a:b].lstrip()), a + len(line[a:b].rstrip())) for a, b in spans]
    real = [piece for a, b in trimmed if b > a for piece in _pieces(line, a, b)]
    yield from ((a, b, bullet is not None, place == 0, len(real) == 1) for place, (a, b) in enumerate(real))


LONGEST = 1200
"""Characters of a sentence; what is longer is no sentence (a pasted table, a dictation without stops) and is cut at a space."""


def _pieces(line: str, a: int, b: int) -> list[tuple[int, int]]:
    found = []
    while b - a > LONGEST:
        cut = line.rfind(" ", a + LONGEST // 2, a + LONGEST)
        cut = a + LONGEST if cut < 0 else cut
        found.append((a, cut))
        a = cut + (line[cut : cut + 1] == " ")
    return [*found, (a, b)] if b > a else found
