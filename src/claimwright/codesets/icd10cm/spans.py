"""Spans of validity as the books keep them: the editor's flags on a day, the periods a person is told, why a code is not valid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from claimwright.core import Period

from ..store import day_number, from_day_number

Spans = Sequence[tuple[int, int, str]]
"""First and last day as the store writes them, both included, and the Medicare Code Editor's flags in that time; oldest first."""


def flags_on(spans: Spans, day: int) -> str | None:
    """The editor's flags on a day, None where the code is not billable on it; a day after the list is asked as its last."""
    for first, last, flags in spans:
        if first <= day <= last:
            return flags
    return None


@lru_cache(1024)
def periods(spans: tuple[tuple[int, int, str], ...], horizon: int) -> tuple[Period, ...]:
    """Adjoining spans joined (they differ in flags only); a span that reaches the horizon is open."""
    found: list[Period] = []
    for first, last, _flags in spans:
        start, end = from_day_number(first), None if last == horizon else from_day_number(last)
        before = found[-1].last if found else None
        if before is not None and (start - before).days <= 1:
            start = found.pop().first
        found.append(Period(start, end))
    return tuple(found)


def out_of_time(spans: Spans, on: date) -> str:
    """Why a code that has spans is not valid on a day that none of them holds."""
    day = day_number(on)
    ended = [last for _first, last, _flags in spans if last < day]
    if ended:
        return f"deleted: last valid on {from_day_number(max(ended))}"
    return f"not yet valid: begins on {from_day_number(spans[0][0])}"
