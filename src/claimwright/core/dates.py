"""Dates and periods. Date of service is always a parameter: nothing in the engine asks what day it is."""

from __future__ import annotations

from datetime import date

from .struct import Value

FOREVER = date(9999, 12, 31)


class Period(Value, frozen=True):
    """First and last day, both included; ``last`` None means still open."""

    first: date
    last: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def parse_date(text: str) -> date:
    """Read ``YYYY-MM-DD`` or ``YYYYMMDD``. Raises ValueError with the text in it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"not a date of the form YYYY-MM-DD: {text!r}") from None


def age_on(birth: date, day: date) -> int:
    """Completed years of life on a day, as payers count them."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
