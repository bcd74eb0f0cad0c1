"""Structured values: what may leave is listed, all else stays behind. The same value always gives the same result."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from claimwright.core import age_on, plain

from .places import zip3

OVER = 89
"""Ages over this are told as 90+ (164.514(b)(2)(i)(C))."""
_TABLE = tomllib.loads((Path(__file__).parent / "fields.toml").read_text("utf-8"))
RULES: dict[str, str] = {name: rule for rule, names in _TABLE.items() for name in names}
"""keep, open, year, text, zip or birth, by the name of a field."""
PERSONS = ("last", "first", "middle", "name", "display", "author")
PLACES = ("line1", "line2", "city")
NUMBERS = {"id": "H", "member_id": "I", "group_number": "I", "npi": "K", "tax_id": "R", "phone": "D", "payer_claim_id": "J", "zip": "B"}


class Known(NamedTuple):
    """What a record itself says of its people: names, places, and numbers with the letter of their identifier."""

    names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    numbers: frozenset[tuple[str, str]] = frozenset()


def structured(value: Any, on: date | None = None, *, text: Callable[[str], str] | None = None) -> Any:
    """A core value (or its plain form) without identifiers. ``on``: the day on which ages are told, else the value's own date of service.

    ``text``: cleans free text; without it, texts are dropped.
    """
    raw = plain(value) if not isinstance(value, dict | list) else value
    day = on or _day(raw.get("date_of_service") or raw.get("from_date")) if isinstance(raw, dict) else on
    return _part(raw, day, text)


def known_of(*values: Any) -> Known:
    """The names, places and numbers that stand in these values."""
    names, places, numbers = set[str](), set[str](), set[tuple[str, str]]()
    for name, text in (pair for value in values for pair in _leaves(plain(value) if not isinstance(value, dict | list) else value)):
        if name in PERSONS:
            names.update(word for word in text.replace(",", " ").split() if len(word) > 1)
        elif name in PLACES and len(text) > 2:
            places.add(text)
        elif name in NUMBERS and len(text) > 3:
            numbers.add((text, NUMBERS[name]))
    return Known(frozenset(names), frozenset(places), frozenset(numbers))


def _part(raw: Any, on: date | None, text: Callable[[str], str] | None) -> Any:
    if isinstance(raw, list | tuple):
        return [_part(item, on, text) for item in raw]
    if not isinstance(raw, dict):
        return raw
    return {name: told for name, item in raw.items() for name, told in _field(name, item, on, text)}


def _field(name: str, item: Any, on: date | None, text: Callable[[str], str] | None) -> Iterable[tuple[str, Any]]:
    rule = RULES.get(name)
    if rule == "keep" and not isinstance(item, dict):
        yield name, item
    elif rule == "open" and isinstance(item, dict | list | tuple):
        yield name, _part(item, on, text)
    elif rule == "zip":
        yield "zip3", zip3(str(item))
    elif rule == "year" and (day := _day(item)):
        yield f"{name}_year", day.year
    elif rule == "birth":
        yield from _birth(item, on)
    elif rule == "text" and text and isinstance(item, str):
        yield name, text(item)


def _birth(item: Any, on: date | None) -> Iterator[tuple[str, Any]]:
    """The age in years, 90+ from ninety on; without a day to tell it on, nothing: a birth year may itself tell of such an age."""
    born = _day(item)
    if born and on:
        age = age_on(born, on)
        yield "age", "90+" if age > OVER else age


def _day(item: Any) -> date | None:
    if isinstance(item, date):
        return item
    try:
        return date.fromisoformat(item) if isinstance(item, str) else None
    except ValueError:
        return None


def _leaves(raw: Any) -> Iterator[tuple[str, str]]:
    items = raw.items() if isinstance(raw, dict) else ((None, item) for item in raw)
    for name, item in items:
        if isinstance(item, dict | list | tuple):
            yield from _leaves(item)
        elif isinstance(item, str) and name and item:
            yield name, item
