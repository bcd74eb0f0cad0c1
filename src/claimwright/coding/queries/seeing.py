"""Where the signs of a template stand in a record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from claimwright.core import Evidence

from ..context import reason_for
from .model import Paper, Record
from .template import Sign, Template

TAKEN_BACK = frozenset({"negated", "family", "other-patient", "hypothetical", "rule-out", "historical", "resolved"})
"""Why words near a sign make it none."""
_LINE = re.compile(r"[^\n]+")


class Seen(NamedTuple):
    """A sign, the words that show it, its number where it has one, and what is said of words out of another encounter."""

    name: str
    words: Evidence
    number: float | None = None
    label: str = ""


def seen(template: Template, record: Record) -> list[Seen]:
    """Every sign that the papers of this encounter show, in the template's order."""
    return [one for sign in template.sign for one in _changed(sign, list(_all(sign, record)))]


def _all(sign: Sign, record: Record) -> Iterator[Seen]:
    for paper in record.papers:
        if not paper.encounter and paper.patient in ("", record.patient):
            yield from _in(sign, paper)


def _in(sign: Sign, paper: Paper) -> Iterator[Seen]:
    pattern, document = _compiled(sign.words), paper.document
    for line in _LINE.finditer(document.text):
        for match in pattern.finditer(line[0]):
            number = _number(match)
            if not _within(sign, number):
                continue
            reason = reason_for(line[0], match.start(), match.end(), inside=False)
            if number is not None or reason is None or reason[0] not in TAKEN_BACK:
                start, end = line.start() + match.start(), line.start() + match.end()
                words = Evidence(document=document.id, start=start, end=end, text=document.text[start:end])
                yield Seen(sign.name, words, number)


def _number(match: re.Match[str]) -> float | None:
    value = match.groupdict().get("value")
    return float(value.replace(",", "")) if value else None


def _within(sign: Sign, number: float | None) -> bool:
    if number is None:
        return True
    return (
        (sign.above is None or number > sign.above)
        and (sign.below is None or number < sign.below)
        and (sign.least is None or number >= sign.least)
        and (sign.most is None or number <= sign.most)
    )


def _changed(sign: Sign, found: list[Seen]) -> list[Seen]:
    """All of it; where a sign is a change, its lowest and highest values, nothing if they are too near."""
    if sign.rise is None and sign.ratio is None:
        return found
    valued = sorted((one for one in found if one.number), key=lambda one: one.number or 0)
    if len(valued) < 2:
        return []
    low, high = valued[0], valued[-1]
    lowest, highest = low.number or 0, high.number or 0
    far = (sign.rise is not None and highest - lowest >= sign.rise) or (sign.ratio is not None and highest >= lowest * sign.ratio)
    return [low, high] if far else []


@lru_cache(maxsize=512)
def _compiled(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/.-])(?:{words})(?![\w/])", re.I)
