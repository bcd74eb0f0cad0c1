"""Which MS-DRG version groups a discharge: ``versions.toml`` beside this file."""

from __future__ import annotations

import datetime as dt
from functools import cache

from claimwright.core import Value
from claimwright.core.discovery import tables


class Version(Value, frozen=True):
    """One version: its name (``43.1``) and the days of discharge it groups."""

    name: str
    first: dt.date
    last: dt.date

    @property
    def number(self) -> int:
        """As the grouper names it: 431."""
        return int(self.name.replace(".", ""))


@cache
def versions() -> dict[str, Version]:
    """Every version by name, oldest first."""
    raw = tables(__package__ or "")["versions"]["versions"]
    return {name: Version(name, days["first"], days["last"]) for name, days in raw.items()}


def version_of(day: dt.date) -> Version | None:
    """The version in force on a day of discharge; None where none is known."""
    return next((one for one in versions().values() if one.first <= day <= one.last), None)


def named(text: str) -> Version | None:
    """A version as people write it: ``43.1``, ``v43.1``, ``431``, ``43``; None for one that is not known."""
    bare = text.strip().lower().lstrip("v")
    if bare.isdigit():
        bare = f"{bare[:2]}.{bare[2:] or '0'}"
    return versions().get(bare)


def span() -> str:
    """The days that any version groups, in words."""
    first, *_, last = versions().values()
    return f"{first.first} to {last.last} (v{first.name} to v{last.name})"
