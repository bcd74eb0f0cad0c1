"""The patient's age as a record tells it at its beginning, for a request that does not."""

from __future__ import annotations

import re

BEGINNING = 1500
"""Characters in which a record introduces its patient."""
INTRODUCED = 200
"""Characters in which the record of a newborn says that it is one."""
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_NUMBERS = {**_TENS, **_UNITS, **{word: 10 + place for place, word in enumerate(_TEENS)}}
_WORD = rf"(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS)}))?|{'|'.join(_TEENS)}|{'|'.join(_UNITS)}"
_AGE = re.compile(
    rf"(?<![\w.])(?P<years>\d{{1,3}}|{_WORD})[- ]?(?:y/?o\b|y\.o\.|years?[- ]old|yrs?[- ]old|yr\b(?= (?:well|check))|"
    r"y\b(?=\.| [FMfm]\b|,| G\d))"
    rf"|(?<![\w.])(?P<months>\d{{1,2}}|{_WORD})[- ]?(?:months?|mo)[- ](?:old|well|check)"
    r"|(?:^|[.:,] |\n)(?P<plain>\d{1,3}) ?[MF](?:,| |$)"
    r"|\bage[d:]? (?P<aged>\d{1,3})\b"
    r"|(?P<newborn>\b(?:newborn|baby (?:boy|girl)|\d+[- ](?:days?|weeks?|wk)[- ]old)\b)",
    re.I,
)


def age_told(text: str) -> int | None:
    """Completed years, 0 for an infant; None where the beginning of the text tells no age."""
    match = _AGE.search(text, 0, BEGINNING)
    if match is None:
        return None
    told = match[match.lastgroup or 0].lower()
    if match.lastgroup == "newborn":
        return 0 if match.start() < INTRODUCED else None  # a mother's record speaks of her newborn too
    value = int(told) if told.isdigit() else sum(_NUMBERS[word] for word in told.split("-"))
    return value // 12 if match.lastgroup == "months" else value if value <= 120 else None
