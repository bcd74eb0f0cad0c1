"""Local coverage determinations: whether a diagnosis supports a procedure, as a union over Medicare's contractors."""

from __future__ import annotations

from typing import Literal

from claimwright.core import Value, undotted

from ..store import Store
from .book import Releases

Support = Literal["covered", "not-covered", "not-named"]


class Coverage(Value, frozen=True, kw_only=True):
    """What the policies of a procedure say of a diagnosis.

    ``not-named``: the procedure has policies, and none names the diagnosis. ``policies``: their numbers. It is no decision: the union
    knows neither contractor nor groups that must come together.
    """

    code: str
    diagnosis: str
    support: Support
    policies: tuple[str, ...]
    source: str


class CoverageBook:
    """The installed union of coverage policies."""

    def __init__(self, store: Store) -> None:
        """``store``: where installed files are."""
        self._releases = Releases(store, "lcd")

    def support(self, code: str, diagnosis: str) -> Coverage | None:
        """What the policies say of a procedure and a diagnosis; None where no policy names the procedure or none is installed."""
        for loaded, file in self._releases.all():
            connection = self._releases.store.connection(file)
            policy = connection.execute("SELECT policies FROM policy WHERE code = ?", (code,)).fetchone()
            if policy is None:
                return None
            bare = undotted(diagnosis)
            signs = {sign for (sign,) in connection.execute("SELECT covered FROM pair WHERE code = ? AND diagnosis = ?", (code, bare))}
            support: Support = "covered" if 1 in signs else "not-covered" if signs else "not-named"
            return Coverage(code=code, diagnosis=bare, support=support, policies=tuple(policy[0].split()), source=loaded.source)
        return None

    def diagnoses(self, code: str) -> tuple[str, ...]:
        """Every diagnosis, without its dot, that some policy covers a procedure for."""
        for _loaded, file in self._releases.all():
            query = "SELECT diagnosis FROM pair WHERE code = ? AND covered = 1 ORDER BY diagnosis"
            return tuple(diagnosis for (diagnosis,) in self._releases.store.connection(file).execute(query, (code,)))
        return ()
