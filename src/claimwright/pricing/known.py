"""Which modifiers and places of service exist: what nobody knows is never passed over in silence."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache

from claimwright.codesets.tables import table
from claimwright.core.discovery import files


@cache
def modifiers() -> frozenset[str]:
    """Every modifier of CPT and HCPCS Level II that is known here, by number."""
    found = {row.code for row in table("modifiers")}
    for item in files(__package__ or "", "hcpcs_modifiers.toml"):
        for words in tomllib.loads(item.read_text("utf-8")).values():
            found |= set(words.split())
    return frozenset(found)


def unknown_modifier(given: tuple[str, ...]) -> str:
    """The first modifier that is in no list, "" where all are known."""
    return next((one for one in given if one not in modifiers()), "")


@cache
def unknown_place(place: str, on: dt.date) -> bool:
    """Whether CMS's list has no such place of service on a day."""
    return table("places_of_service").get(place, on) is None
