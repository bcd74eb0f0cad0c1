"""What can be installed: each system with its title, its terms and where its file is to be had, one TOML file each in ``systems/``."""

from __future__ import annotations

from functools import cache
from typing import Literal

from claimwright.core import InputError, Sparse, convert
from claimwright.core.discovery import tables


class SystemAbout(Sparse, frozen=True, kw_only=True):
    """One system.

    ``address``: where its file is to be had; ``terms``: under which; ``files``: official names. ``also``: other names people use.
    ``lists``: the installed lists that answer for a code, the one to be believed first; ``sheet``: the table of :class:`Shelf` that does;
    ``own``: the table of our own words. ``layout``: whether its loader was made with an official file at hand. ``parts``: the names in the
    store, where they are not its own.
    """

    name: str
    title: str
    address: str
    terms: str
    files: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    sheet: str = ""
    own: str = ""
    layout: Literal["official", "documentation"] = "official"
    parts: tuple[str, ...] = ()

    @property
    def installed_as(self) -> tuple[str, ...]:
        """The names in the store."""
        return self.parts or (self.name,)


class Systems:
    """Every system, by name and other names."""

    def __init__(self, found: tuple[SystemAbout, ...]) -> None:
        """``found``: in the order they are shown."""
        self.all = found
        self._named = {_plain(name): about for about in found for name in (*about.also, about.name)}

    def get(self, name: str) -> SystemAbout | None:
        """A system by a name of it, hyphens and case aside."""
        return self._named.get(_plain(name))

    def named(self, name: str) -> SystemAbout:
        """A system by a name of it. Raises InputError where there is none."""
        if (found := self.get(name)) is None:
            raise InputError(name, "is no system of the books", f"one of {', '.join(about.name for about in self.all)}")
        return found


@cache
def systems() -> Systems:
    """Every system of the catalogue."""
    raw = tables("claimwright.codesets.official.systems")
    return Systems(tuple(convert({"name": name, **table}, SystemAbout) for name, table in sorted(raw.items())))


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "").replace(" ", "")
