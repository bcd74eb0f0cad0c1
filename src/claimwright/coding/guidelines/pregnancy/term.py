"""How far a pregnancy is: the trimester of chapter 15 codes, by the weeks or the words of the record."""

from __future__ import annotations

import re

from ...case import Case
from ..reading import RECORD, STORY

_WEEKS = re.compile(
    r"(?<![\d/])(\d{1,2})(?: ?(?:and|\+) ?\d(?:/7)?| \d/7|w\d?d?)? ?-?(?:weeks?|wks?)(?:' | |-)*(?:and (?:\w+|"
    r"\d) days? )?(?:pregnant|gestation|gestational age|of pregnancy|intrauterine|iup)",
    re.I,
)
_NAMED = re.compile(r"\b(first|second|third|1st|2nd|3rd) trimester", re.I)
_ORDINAL = {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3"}


def trimester(case: Case) -> str:
    """1 to under 14 weeks, 2 to under 28 weeks, 3 from then on, by name or by weeks; 9 where the record tells neither (chapter 15)."""
    if not case.has_any(("trimester", "week", "wk")):
        return "9"
    if named := next(iter(case.find(_NAMED, STORY)), None):
        return _ORDINAL[named.text.split()[0].lower()]
    weeks = next((int(match[1]) for span in case.find(_WEEKS, RECORD) if (match := _WEEKS.search(span.text))), None)
    return "9" if weeks is None else "1" if weeks < 14 else "2" if weeks < 28 else "3"
