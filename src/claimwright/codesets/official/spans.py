"""Which release an official file is, and the days it speaks for: by its title where it says so, else by CMS's name of the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from claimwright.core import InputError

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_QUARTER = re.compile(r"\b(january|april|july|october)\b", re.IGNORECASE)
_CALENDAR = re.compile(r"\b(?:CY\s*)?(20\d\d)\b")
_FISCAL = re.compile(r"FY\s*(20\d\d)", re.IGNORECASE)
_WRITTEN = re.compile(rf"({'|'.join(_MONTHS)})\s+(\d\d?),?\s+(20\d\d)", re.IGNORECASE)
_MEND = "keep CMS's own name of the file"


class Span(NamedTuple):
    """A release and its days; ``first`` None where the source has no dates, ``last`` None where it stands until the next."""

    release: str
    first: date | None
    last: date | None


Spanning = Callable[[str, str], Span]
"""Of the words before the heading row, and of the file's name."""


def quarter(year: int, number: int) -> Span:
    """``2026Q4`` and its days."""
    first = date(year, 3 * number - 2, 1)
    following = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return Span(f"{year}Q{number}", first, following - timedelta(days=1))


def calendar_year(prefix: str = "") -> Spanning:
    """A file that holds one calendar year."""

    def span(title: str, name: str) -> Span:
        year = _year(title, name)
        return Span(f"{prefix}{year}", date(year, 1, 1), date(year, 12, 31))

    return span


def calendar_year_or_quarter(title: str, name: str) -> Span:
    """A final rule's year, or the quarterly update that names its month."""
    year, month = _year(title, name), _QUARTER.search(f"{title} {name}")
    if month is None:
        return Span(str(year), date(year, 1, 1), date(year, 12, 31))
    return quarter(year, (_MONTHS.index(month[1].lower()) + 3) // 3)


def fiscal_year(title: str, _name: str) -> Span:
    """``FY 2026 Final Rule``: 2025-10-01 to 2026-09-30; a correction notice is a release of its own."""
    found = _FISCAL.search(title)
    if found is None:
        raise InputError("file", "does not say of which fiscal year it is", "give the file with its title")
    year = int(found[1])
    notice = "CN" if re.search(r"correction notice|\bCN\b", title, re.IGNORECASE) else ""
    return Span(f"FY{year}{notice}", date(year - 1, 10, 1), date(year, 9, 30))


def stated_days(title: str, _name: str) -> Span:
    """``Effective October 1, 2026 through December 31, 2026``."""
    days = [date(int(year), _MONTHS.index(month.lower()) + 1, int(day)) for month, day, year in _WRITTEN.findall(title)]
    if len(days) < 2 or days[0] > days[1]:
        raise InputError("file", "does not say from when to when it is in force", "give the file with its title")
    return Span(f"{days[0].year}Q{(days[0].month + 2) // 3}", days[0], days[1])


def quarter_in_name(pattern: str) -> Spanning:
    """A file that says its quarter only in its name; ``pattern`` has the groups ``year`` and ``quarter``."""
    named = re.compile(pattern, re.IGNORECASE)

    def span(_title: str, name: str) -> Span:
        found = named.search(name)
        if found is None:
            raise InputError("file", "does not say of which quarter it is", _MEND)
        year = int(found["year"])
        return quarter(year if year > 99 else 2000 + year, int(found["quarter"]))

    return span


def undated(release: str) -> Spanning:
    """A source that says nothing of days."""
    return lambda _title, _name: Span(release, None, None)


def _year(title: str, name: str) -> int:
    for text in (title, name):
        if found := re.search(r"\bCY\s*(20\d\d)", text, re.IGNORECASE) or _CALENDAR.search(text) or re.search(r"(20\d\d)", text):
            return int(found[1])
    if found := re.match(r"(\d\d)[A-Za-z]", name):  # 25LOCCO.csv
        return 2000 + int(found[1])
    raise InputError("file", "does not say of which year it is", _MEND)
