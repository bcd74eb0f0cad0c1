"""Stage 2c: phrases of the books in running text: word sets of up to six words, found by the sum of their words' hashes."""

from __future__ import annotations

from itertools import pairwise

from ..knowledge import Knowledge
from ..knowledge.model import MASK
from ..words import SIDES, Word, listed, words

LONGEST = 6
WINDOW = 9
"""Words, function words and sides included, that a phrase may spread over."""


def phrase_spans(text: str, books: Knowledge) -> tuple[tuple[int, int], ...]:
    """The longest phrases that do not overlap, left to right."""
    function = listed("function")
    found_words = words(text)
    texts = [word.text for word in found_words]
    silent = function | SIDES.keys() | listed("units")
    row = [
        (word.start, word.end, -2 if word.text in silent or _is_measure(texts, place) else books.number(word.text))
        for place, word in enumerate(found_words)
    ]
    light = listed("light")
    ahead = (
        [  # whether a word like "chronic" belongs to what follows: "atrial fibrillation and chronic kidney disease"
            one.text in light and after.text not in light and text[one.end : after.start] == " " and _parted(text, found_words, number)
            for number, (one, after) in enumerate(pairwise(found_words))
        ]
        + [False]
    )
    found, place = [], 0
    while place < len(row):
        last = _longest(row, texts, place, books, ahead)
        if last is None:
            place += 1
        else:
            found.append((row[place][0], row[last][1]))
            place = last + 1
    return tuple(found)


def _is_measure(texts: list[str], place: int) -> bool:
    """Whether a number stands before a unit: "ureteral stone 8 mm with hydronephrosis"."""
    return texts[place].isdigit() and place + 1 < len(texts) and texts[place + 1] in listed("units")


def _parted(text: str, found: list[Word], number: int) -> bool:
    """Whether a comma or a conjunction stands before a word."""
    before = found[number - 1] if number else None
    return before is not None and (before.text in ("and", "or") or "," in text[before.end : found[number].start])


def _longest(row: list[tuple[int, int, int]], texts: list[str], place: int, books: Knowledge, ahead: list[bool]) -> int | None:
    """The place of the last word of the longest phrase that begins here."""
    if row[place][2] < 0:
        return None
    total, count, best = 0, 0, None
    seen: set[int] = set()
    for offset in range(min(WINDOW, len(row) - place)):
        number = row[place + offset][2]
        if number == -1:
            break
        if number >= 0 and number not in seen:
            seen.add(number)
            total = (total + books.hash_of(number)) & MASK
            count += 1
            leads_on = offset and ahead[place + offset]
            if not leads_on and total in books.exact and any(len(word) > 2 for word in texts[place : place + offset + 1]):
                best = place + offset
        if count >= LONGEST:
            break
    return best
