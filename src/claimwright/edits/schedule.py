"""Payment indicators of the physician fee schedule: what is installed, what comes with the books, and a few major procedures of our own.

Source: CMS, National Physician Fee Schedule Relative Value File; the meaning of each indicator stands in its record layout (PPRRVU) and in
Pub. 100-04, chapter 12, sections 20 and 40, and chapter 23, addendum (MPFSDB record layout). Periodic: outside its year nothing is said.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from claimwright.codesets.pfs import open_pfs
from claimwright.core import Value

from .facts import facts

if TYPE_CHECKING:
    from claimwright.codesets import Books


class Indicators(Value, frozen=True, kw_only=True):
    """What the schedule says of a code on a day, apart from its price.

    ``status``: A active, B bundled, C contractor-priced, I not valid for Medicare, N not covered, ... ; ``pctc``: professional and
    technical part; ``global_days``: 000, 010, 090, MMM, XXX, YYY, ZZZ; ``multiple``, ``bilateral``, ``assistant``, ``cosurgeons``,
    ``team``: the indicators of the same names, 9 where the concept does not apply and empty where the table at hand does not say.
    """

    status: str = ""
    pctc: str = ""
    global_days: str = ""
    multiple: str = ""
    bilateral: str = ""
    assistant: str = ""
    cosurgeons: str = ""
    team: str = ""
    source: str = ""

    @property
    def is_minor(self) -> bool:
        """Whether the surgery's global period is the day alone or ten days after it."""
        return self.global_days in ("000", "010")

    @property
    def is_major(self) -> bool:
        """Whether the global period is 90 days."""
        return self.global_days == "090"

    @property
    def days_after(self) -> int:
        """Days after the operation that belong to it; 0 where none do."""
        return {"010": 10, "090": 90}.get(self.global_days, 0)


def indicators(books: Books | None, code: str, on: date) -> Indicators | None:
    """The indicators of a code on a day; None where no table of that day has the code."""
    store = getattr(books, "store", None)
    return _indicators(store, getattr(store, "generation", 0), code, on)


@lru_cache(65_536)
def _indicators(store: Any, _generation: int, code: str, on: date) -> Indicators | None:
    row = open_pfs(store).relative_values(code, on)
    if row is None:
        return _own(code, on)
    names = ("status", "pctc", "global_days", "multiple", "bilateral", "assistant", "cosurgeons", "team")
    known = {name: getattr(row, name, "") for name in names}
    return Indicators(**known, source=f"CMS PFS relative value file {row.release}")


def _own(code: str, on: date) -> Indicators | None:
    table = facts("surgery")
    row = table["codes"].get(code) if table["first"] <= on <= table["last"] else None
    return Indicators(**row, source=table["source"]) if row else _own_status(code, on)


def _own_status(code: str, on: date) -> Indicators | None:
    table = facts("status")
    found = next((status for status, codes in table["status"].items() if code in codes), None)
    return Indicators(status=found, source=table["source"]) if found and table["first"] <= on <= table["last"] else None


YEARS = range(2020, 2031)
"""Years that a fee schedule may be installed of."""


def has_status(code: str, status: str, books: Books | None) -> bool:
    """Whether a code has a status in the middle of any year of a fee schedule at hand; what rules ask once for each procedure."""
    days = (date(year, 7, 1) for year in YEARS)
    return bool(code) and any((known := indicators(books, code, day)) is not None and known.status == status for day in days)
