"""CC exclusions of Table 6K: whether a CC or MCC counts beside a principal diagnosis."""

from __future__ import annotations

from datetime import date

from claimwright.core import Value, undotted

from ..store import Store
from .book import Releases


class Severity(Value, frozen=True, kw_only=True):
    """A secondary diagnosis of Table 6K beside a principal one.

    ``level``: CC or MCC by itself. ``excluded``: it counts as neither beside this principal diagnosis. ``only_alive``: it counts only for a
    patient discharged alive. ``not_in``: the groups of MS-DRGs, as CMS words them, in which it does not count.
    """

    code: str
    level: str
    excluded: bool
    only_alive: bool
    not_in: tuple[str, ...]
    release: str


class ExclusionBook:
    """The installed years of Table 6K."""

    def __init__(self, store: Store) -> None:
        """``store``: where installed files are."""
        self._releases = Releases(store, "msdrg-exclusions")

    def severity(self, secondary: str, principal: str, on: date) -> Severity | None:
        """What a secondary diagnosis counts beside a principal one on a day of discharge; None where it is neither CC nor MCC."""
        code, first = undotted(secondary), undotted(principal)
        for loaded, file in self._releases.begun(on, periodic=True):
            connection = self._releases.store.connection(file)
            row = connection.execute("SELECT level, collection, alive FROM severity WHERE code = ?", (code,)).fetchone()
            if row is None:
                continue
            level, collection, alive = row
            found = connection.execute("SELECT 1 FROM collection WHERE number = ? AND code = ?", (collection, first)).fetchone()
            groups = tuple(name for (name,) in connection.execute("SELECT name FROM drg_group WHERE code = ? ORDER BY name", (code,)))
            return Severity(code=code, level=level, excluded=bool(found), only_alive=bool(alive), not_in=groups, release=loaded.release)
        return None
