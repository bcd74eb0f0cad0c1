"""Stage 2c: phrases of the books in running text: word sets of up to six words, found by the sum of their words' hashes."""

from __future__ import annotations

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
    texts = [word.text for word in found_words]
    silent, light, number_of = _silent(), listed("light"), books.vocabulary.get
    numbers = [
        -2 if word in silent or (word[0].isdigit() and _is_measure(texts, place)) else number_of(word, -1)
        for place, word in enumerate(texts)
    ]
    ahead = {place for place, word in enumerate(texts) if word in light and _leads_on(text, found_words, place)}
    found, place = [], 0
    while place < len(numbers):
        last = _longest(numbers, texts, place, books, ahead) if numbers[place] >= 0 else None
        if last is None:
            place += 1
        else:
            found.append((found_words[place].start, found_words[last].end))
            place = last + 1
    return tuple(found)


@cache
def _silent() -> frozenset[str]:
    return listed("function") | SIDES.keys() | listed("units")


def _leads_on(text: str, found: list[Word], place: int) -> bool:
    """Whether a word like "chronic" belongs to what follows: "atrial fibrillation and chronic kidney disease"."""
    if place + 1 >= len(found):
        return False
    one, after = found[place], found[place + 1]
    return after.text not in listed("light") and text[one.end : after.start] == " " and _parted(text, found, place)


def _is_measure(texts: list[str], place: int) -> bool:
    """Whether a number stands before a unit: "ureteral stone 8 mm with hydronephrosis"."""
    return texts[place].isdigit() and place + 1 < len(texts) and texts[place + 1] in listed("units")


def _parted(text: str, found: list[Word], number: int) -> bool:
    """Whether a comma or a conjunction stands before a word."""
    before = found[number - 1] if number else None
    return before is not None and (before.text in ("and", "or") or "," in text[before.end : found[number].start])


def _longest(numbers: list[int], texts: list[str], begin: int, books: Knowledge, ahead: set[int]) -> int | None:
    """The place of the last word of the longest phrase that begins at a word of the books."""
    total, best = 0, None
    seen: set[int] = set()
    for place in range(begin, min(begin + WINDOW, len(numbers))):
        number = numbers[place]
        if number == -1:
            break
        if number >= 0 and number not in seen:
            seen.add(number)
            total = (total + books.hash_of(number)) & MASK
            if total in books.exact and not (place in ahead and place > begin) and any(len(word) > 2 for word in texts[begin : place + 1]):
                best = place
        if len(seen) >= LONGEST:
            break
    return best
