"""Medicare physician fee schedule facts: relative value units by code and year, geographic indices by locality and year.

Files of this folder: ``rvu_<year>.tsv`` (the demonstration's codes only; the CMS file brings the rest) and ``gpci_<year>.tsv`` (every
locality). A file states its period and its release in ``# period`` and ``# release`` lines. The tables are *periodic*: outside their period
they give None, never last year's number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache

from claimwright.core import Period, Value, convert
from claimwright.core.discovery import files


class RelativeValues(Value, frozen=True, kw_only=True):
    """One row of the CMS relative value file: a code, with modifier 26, TC or 53 where it has a row of its own.

    Units are relative value units. ``*_na``: CMS marks the place as not applicable ("NA"). Indicators as in the file: ``pctc``
    professional/technical, ``global_days``, ``multiple``, ``bilateral``, ``assistant``, ``cosurgeons``. ``opps_*``: the units of the
    imaging cap, None where there is none or the source leaves them out.
    """

    code: str
    modifier: str = ""
    status: str = "A"
    work: Decimal
    nonfacility_pe: Decimal
    facility_pe: Decimal
    mp: Decimal
    nonfacility_na: bool = False
    facility_na: bool = False
    pctc: str = "9"
    global_days: str = "XXX"
    multiple: str = "9"
    bilateral: str = "9"
    assistant: str = "9"
    cosurgeons: str = "9"
    opps_nonfacility_pe: Decimal | None = None
    opps_facility_pe: Decimal | None = None
    opps_mp: Decimal | None = None
    release: str = ""


class Locality(Value, frozen=True, kw_only=True):
    """The three geographic practice cost indices of a Medicare payment locality (42 CFR 414.26)."""

    carrier: str
    locality: str
    state: str = ""
    name: str = ""
    work: Decimal
    pe: Decimal
    mp: Decimal
    release: str = ""


class Table(Value, frozen=True):
    """A table of one period."""

    period: Period
    release: str
    rows: tuple[dict[str, str], ...]


def relative_values(code: str, on: date, modifier: str = "") -> RelativeValues | None:
    """The row of a code (and component) in force on a day; None where no table of that day has it."""
    return _relative_values(on.year).get((code, modifier))


def locality(carrier: str, number: str, on: date) -> Locality | None:
    """The indices of a locality in force on a day."""
    return _localities(on.year).get((carrier, number))


def years(kind: str) -> tuple[int, ...]:
    """Calendar years for which a table (``rvu`` or ``gpci``) is here."""
    return tuple(sorted(int(item.name[-8:-4]) for item in files(__name__, ".tsv") if item.name.startswith(f"{kind}_")))


@cache
def _relative_values(year: int) -> dict[tuple[str, str], RelativeValues]:
    table = _table(f"rvu_{year}.tsv")
    return {(row["code"], row["modifier"]): _relative_values_of(row, table.release) for row in table.rows} if table else {}


def _relative_values_of(row: dict[str, str], release: str) -> RelativeValues:
    marks = {name: row[name] == "NA" for name in ("nonfacility_na", "facility_na")}
    return convert({**row, **marks, "release": release}, RelativeValues)


@cache
def _localities(year: int) -> dict[tuple[str, str], Locality]:
    table = _table(f"gpci_{year}.tsv")
    return {(row["carrier"], row["locality"]): convert({**row, "release": table.release}, Locality) for row in table.rows} if table else {}


def _table(name: str) -> Table | None:
    """Read one file of this folder; None where it is not here."""
    found = next((item for item in files(__name__, name)), None)
    if found is None:
        return None
    lines = found.read_text("utf-8").splitlines()
    facts = {words[1]: words[2:] for words in (line.split() for line in lines if line.startswith("# ")) if len(words) > 2}
    first, last = facts["period"]
    return Table(Period(date.fromisoformat(first), date.fromisoformat(last)), facts["release"][0], tuple(_rows(lines)))


def _rows(lines: list[str]) -> Iterator[dict[str, str]]:
    body = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return (dict(zip(body[0], cells, strict=True)) for cells in body[1:])
