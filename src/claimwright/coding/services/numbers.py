"""Numbers as notes write them: figures or words, with what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
         "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: place + 1 for place, word in enumerate(_ONES)} | {word: 10 * (place + 2) for place, word in enumerate(_TENS)}
NUMBER = rf"(?:\d[\d,]*(?:\.\d+)?|(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES[:9])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})"
"""A pattern of one number, in figures or in words up to ninety-nine."""
SIZE = re.compile(
    r"(\d+(?:\.\d+)?)(?:\s*[x×]\s*(\d+(?:\.\d+)?))?(?:\s*[x×]\s*(\d+(?:\.\d+)?))?\s*-?(mm|cm|centimeters?|millimeters?)\b", re.I
)


def value(text: str) -> float:
    """What a number of :data:`NUMBER` comes to."""
    plain = text.lower().replace(",", "").replace("-", " ")
    return float(plain) if plain[:1].isdigit() else float(sum(_VALUES[word] for word in plain.split()))


def sizes(text: str) -> Iterator[tuple[float, int, int]]:
    """Every length of a text in centimeters, of several dimensions the longest; start, end."""
    for match in SIZE.finditer(text):
        longest = max(float(one) for one in match.groups()[:3] if one)
        yield longest / (10 if match[4].lower().startswith("m") else 1), match.start(), match.end()


def before(text: str, unit: str) -> Iterator[tuple[float, int, int]]:
    """Every number before a unit (a pattern): value, start, end."""
    for match in re.finditer(rf"(?<![\w.:/])({NUMBER})[ -]?(?:{unit})(?!\w)", text, re.I):
        yield value(match[1]), match.start(), match.end()
