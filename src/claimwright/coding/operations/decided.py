"""Operations whose name, with a few words around it, decides every character of the code; hours of breathing help are counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from claimwright.core import Evidence

from ..services.numbers import NUMBER, value
from ..text import Sentence, evidence
from .build import Chosen, stands
from .data import Operation
from .tell import Told

_HOURS = re.compile(rf"({NUMBER}) ?(hours?|hrs?|h|days?|d)\b", re.I)
_MOMENT = r"(\d{1,2})/(\d{1,2})(?:/\d{2,4})?(?: (?:at )?(\d{1,2}):?(\d{2}))?"
_RANGE = re.compile(rf"{_MOMENT}[^.;\n]{{0,40}}?(?:to|until|till|through|-|–|off|extubated|weaned)[^.;\n]{{0,25}}?{_MOMENT}", re.I)
DAY, SHORT, LONG = 24.0, 24.0, 96.0


def decided(pcs: Any, on: Any, one: Told, story: list[Sentence]) -> Iterable[Chosen]:
    """The codes that the row states: all whose words stand ``together``; of variants the first, else its own; by hours where told."""
    operation = one.operation
    if "by_hours" in operation:
        yield from _by_hours(operation, one, story)
        return
    together = [(_place(words, one, story), codes) for words, *codes in operation.get("together", ())]
    if any(span for span, _codes in together):
        yield from (
            Chosen(code, (span,), (f"{span.text.lower()}: {pcs.title(code, on)}",))
            for span, codes in together if span for code in codes if pcs.is_billable(code, on)
        )  # fmt: skip
        return
    for words, *codes in operation.get("variants", ()):
        if (span := _place(words, one, story)) is not None:
            yield from (
                Chosen(code, (span,), (f"{span.text.lower()}: {pcs.title(code, on)}",)) for code in codes if pcs.is_billable(code, on)
            )
            return
    yield from (Chosen(code, (), (f"the name of the operation: {pcs.title(code, on)}",)) for code in operation.get("codes", ()))


def _place(words: str, one: Told, story: list[Sentence]) -> Evidence | None:
    """Where words of a variant stand: in the sentence of the operation, else where it is described."""
    compiled = re.compile(words, re.I)
    for sentence in (one.sentence, *story):
        if (match := compiled.search(sentence.text)) and stands(sentence.text, match):
            start, end = match.span()
            return evidence(sentence.document, sentence.start + start, sentence.start + end, match[0], sentence.section)
    return None


def _by_hours(operation: Operation, one: Told, story: list[Sentence]) -> Iterable[Chosen]:
    """Less than 24, up to 96, or more than 96 consecutive hours; nothing where no duration is told."""
    least, middle, most = operation["by_hours"]
    found = lasted(one, story)
    if found is None:
        yield Chosen(least[:4], (), (), ("Less than 24 Consecutive Hours", "24-96 Consecutive Hours", "Greater than 96 Consecutive Hours"))
        return
    (low, high), span = found
    code = least if high < SHORT else middle if low >= SHORT and high <= LONG else most if low > LONG else ""
    if not code:
        yield Chosen(least[:4], (span,), (), ("24-96 Consecutive Hours", "Greater than 96 Consecutive Hours"))
        return
    yield Chosen(code, (span,), (f"{span.text}: about {high:.0f} hours",))


def lasted(one: Told, story: list[Sentence]) -> tuple[tuple[float, float], Evidence] | None:
    """Least and most hours, and the words: two moments, or hours, or days."""
    group = [
        one.sentence,
        *(
            each
            for each in story
            if each is not one.sentence and one.operation.get("elsewhere") and re.search(one.operation["elsewhere"], each.text, re.I)
        ),
    ]
    after = one.clause[1]
    if (match := _HOURS.search(one.sentence.text, one.end, after)) and not _RANGE.search(one.sentence.text):
        return _told(match), one.span(*match.span())
    for sentence in group:
        if match := _RANGE.search(sentence.text):
            span = evidence(sentence.document, sentence.start + match.start(), sentence.start + match.end(), match[0], sentence.section)
            return _between(match), span
        if match := _HOURS.search(sentence.text):
            span = evidence(sentence.document, sentence.start + match.start(), sentence.start + match.end(), match[0], sentence.section)
            return _told(match), span
    return None


def _told(match: re.Match[str]) -> tuple[float, float]:
    """Least and most hours of a number of hours or days."""
    amount = value(match[1])
    return (amount, amount) if match[2].lower().startswith("h") else _days(amount)


def _days(count: float) -> tuple[float, float]:
    """So many days, counted by the calendar or by the clock: of some numbers it is plain on which side of 24 or 96 hours they lie."""
    return max((count - 1) * DAY, 1), (count + 1) * DAY


def _between(match: re.Match[str]) -> tuple[float, float]:
    """Hours between two moments; where no time of day is told, up to a day more or less."""
    (month, day, hour, minute), (to_month, to_day, to_hour, to_minute) = (
        [int(one or 0) for one in match.groups()[at : at + 4]] for at in (0, 4)
    )
    days = _day_of_year(to_month, to_day) - _day_of_year(month, day)
    hours = (days % YEAR) * DAY + to_hour - hour + (to_minute - minute) / 60
    return (hours, hours) if match[3] and match[7] else (max(hours - DAY, 0) + 1, hours + DAY - 1)


def _day_of_year(month: int, day: int) -> int:
    """The day of a year that is no leap year; near enough for a stay."""
    return sum(MONTHS[: month - 1]) + day


MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
YEAR = sum(MONTHS)
