"""Stage 2c: phrases of the books in running text: word sets of up to six words, found by the sum of their words' hashes."""

from __future__ import annotations

import re
from functools import cache

from ..knowledge import Knowledge
from ..knowledge.model import MASK
from ..words import SIDES, Word, listed, words

LONGEST = 6
WINDOW = 9
"""Words, function words and sides included, that a phrase may spread over."""


def phrase_spans(text: str, books: Knowledge) -> tuple[tuple[int, int], ...]:
    """The longest phrases that do not overlap, left to right."""
    found_words = words(text)
    texts = [word for word, _, _ in found_words]
    silent, units, light, number_of = _silent(), listed("units"), listed("light"), books.vocabulary.get
    numbers = [-2 if word in silent else number_of(word, -1) for word in texts]
    for place in [place for place, word in enumerate(texts) if word in units and place]:
        if texts[place - 1].isdigit():
            numbers[place - 1] = -2  # a measure: "ureteral stone 8 mm with hydronephrosis"
    ahead = (
        set()
        if light.isdisjoint(texts)
        else {place for place, word in enumerate(texts) if word in light and _leads_on(text, found_words, place)}
    )
    stops = _stops(text, found_words) if "->" in text or "→" in text else frozenset()
    found, free = [], 0
    for place, number in enumerate(numbers):
        if number >= 0 and place >= free and (last := _longest(numbers, texts, place, books, ahead, stops)) is not None:
            found.append((found_words[place][1], found_words[last][2]))
            free = last + 1
    return tuple(found)


@cache
def _silent() -> frozenset[str]:
    return listed("function") | SIDES.keys() | listed("units")


def _leads_on(text: str, found: list[Word], place: int) -> bool:
    """Whether a word like "chronic" belongs to what follows: "atrial fibrillation and chronic kidney disease"."""
    if place + 1 >= len(found):
        return False
    end, (after, start, _) = found[place][2], found[place + 1]
    return after not in listed("light") and text[end:start] == " " and _parted(text, found, place)


def _parted(text: str, found: list[Word], number: int) -> bool:
    """Whether a comma or a conjunction stands before a word."""
    before = found[number - 1] if number else None
    return before is not None and (before[0] in ("and", "or") or "," in text[before[2] : found[number][1]])


def _stops(text: str, found: list[Word]) -> frozenset[int]:
    """The words that an arrow stands before: no phrase goes on over it."""
    arrows = [match.start() for match in _ARROW.finditer(text)]
    return frozenset(place for place in range(1, len(found)) if any(found[place - 1][2] <= arrow < found[place][1] for arrow in arrows))


_ARROW = re.compile(r"->|→")


def _longest(numbers: list[int], texts: list[str], begin: int, books: Knowledge, ahead: set[int], stops: frozenset[int]) -> int | None:
    """The place of the last word of the longest phrase that begins at a word of the books."""
    total, best = 0, None
    exact, hashes, seen = books.exact, books.hashes, set()
    for place in range(begin, min(begin + WINDOW, len(numbers))):
        number = numbers[place]
        if number == -1 or (place > begin and place in stops):
            break
        if number >= 0 and number not in seen:
            seen.add(number)
            total = (total + hashes[number]) & MASK
            if total in exact and not (place in ahead and place > begin) and any(len(word) > 2 for word in texts[begin : place + 1]):
                best = place
            if len(seen) >= LONGEST:
                break
    return best
