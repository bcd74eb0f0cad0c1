"""What a request may say: which modifiers and places of service exist. What nobody knows is never passed over in silence."""

from __future__ import annotations

import datetime as dt
import tomllib
from decimal import Decimal
from functools import cache

from claimwright.codesets.tables import table
from claimwright.core.discovery import files

from .values import PriceRequest

MOST_UNITS = Decimal(99_999_999)
"""What SV104 holds: eight digits, the point not counted (005010X222A1)."""


@cache
def modifiers() -> frozenset[str]:
    """Every modifier of CPT and HCPCS Level II that is known here, by number."""
    found = {row.code for row in table("modifiers")}
    for item in files(__package__ or "", "hcpcs_modifiers.toml"):
        for words in tomllib.loads(item.read_text("utf-8")).values():
            found |= set(words.split())
    return frozenset(found)


def refusal(request: PriceRequest, day: dt.date) -> str:
    """Why a request cannot be priced whatever the schedule says, "" where nothing speaks against it."""
    if request.modifiers and (unknown := unknown_modifier(request.modifiers)):
        return f"modifier {unknown[:2]!r} is in no list of modifiers: nothing says what it does to the price"
    if request.pos and unknown_place(request.pos, day):
        return f"place of service {request.pos[:2]!r} is not in CMS's list on {day}"
    if request.charge is not None and request.charge < 0:
        return "the charge is below zero"
    return ""


def uncountable(units: Decimal) -> str:
    """Why units cannot be priced, "" where they can: a service is rendered at least in part, and a claim can state so many."""
    if units.is_finite() and 0 < units <= MOST_UNITS:
        return ""
    return f"units must be above 0 and at most {MOST_UNITS}, not {units}"


def unknown_modifier(given: tuple[str, ...]) -> str:
    """The first modifier that is in no list, "" where all are known."""
    return next((one for one in given if one not in modifiers()), "")


@cache
def unknown_place(place: str, on: dt.date) -> bool:
    """Whether CMS's list has no such place of service on a day."""
    return table("places_of_service").get(place, on) is None
