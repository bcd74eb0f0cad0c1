"""How far a pregnancy is: completed weeks and trimester, by the words of the record (chapter 15, I.C.15.a.3, I.C.21.c.11)."""

from __future__ import annotations

import re

from claimwright.core import Evidence

from ...case import Case
from ..reading import RECORD, STORY, said

_WEEKS = re.compile(
    r"(?<![\d/])(\d{1,2})(?:w ?[0-6](?: ?d)?\b|(?: ?(?:and|\+) ?\d(?:/7)?| \d/7|w\d?d?)? ?-?(?:weeks?|wks?)(?:' | |-)*"
    r"(?:and (?:\w+|\d) days? )?(?:pregnant|gestation|gestational age|of pregnancy|intrauterine|iup))|"
    r"\b(?:pregnancy|gestation|IUP|EGA|GA|born|delivered|cesarean)[^.;\n]{0,15}? (?:at|of|@) (\d{1,2}) ?(?:weeks?|wks?)\b|"
    r"\b(?:P?PROM|rupture of membranes|labor|PTL|abortion|miscarriage|"
    r"pre-?eclampsia|previa|abruption|IUGR|FGR|cholestasis|hyperemesis|"
    r"bleeding|eclampsia|HELLP|twins|IUFD|demise|G\d+ ?P\d+\S*)[^.;\n\d]{0,20}? "
    r"(\d{1,2})(?: ?(?:weeks?|wks?)\b(?! (?:ago|post|pp|later))|\+\d| \d/7)",
    re.I,
)
_STEMS = ("week", "wk", "w0", "w1", "w2", "w3", "w4", "w5", "w6")
_NAMED = re.compile(r"\b(first|second|third|1st|2nd|3rd) trimester", re.I)
_ORDINAL = {"first": "1", "1st": "1", "second": "2", "2nd": "2", "third": "3", "3rd": "3"}
ABORTED = ("O00", "O01", "O02", "O03", "O04", "O07", "O08")
"""Pregnancies that ended before a birth."""


def gestation(case: Case) -> tuple[int | None, tuple[Evidence, ...]]:
    """Completed weeks as the record first tells them, and every place that tells weeks; None where it tells none."""
    spans = said(case, _STEMS, _WEEKS, RECORD)
    match = _WEEKS.search(spans[0].text) if spans else None
    return (int(match[1] or match[2] or match[3]) if match else None), spans


def trimester(case: Case) -> str:
    """1 to under 14 weeks, 2 to under 28 weeks, 3 from then on, by name or by weeks; 9 where the record tells neither (chapter 15)."""
    return trimester_told(case)[0]


def trimester_told(case: Case) -> tuple[str, tuple[Evidence, ...]]:
    """The trimester's character, with the words that tell it."""
    if named := said(case, ("trimester",), _NAMED, STORY):
        return _ORDINAL[named[0].text.split()[0].lower()], named
    weeks, spans = gestation(case)
    return "9" if weeks is None else "1" if weeks < 14 else "2" if weeks < 28 else "3", spans
