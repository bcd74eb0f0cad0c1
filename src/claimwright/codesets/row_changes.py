"""What changed between two installed releases of a system, by their rows; of NCCI pairs, by the edits in force on their first days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimwright.core import InputError, Value

from .ncci.packing import PTP_ROW, unpack
from .ncci.ptp import SYSTEM as PAIRS
from .ncci.ptp import VOID_INDICATOR
from .store import Loaded, Store, day_number

_TABLES = ("code", "sheet", "term", "severity", "pair")
"""Of a file with several tables, the one that holds its codes."""


class Revised(Value, frozen=True):
    """A code whose words differ between the releases."""

    code: str
    before: str
    after: str


def of_rows(store: Store, system: str, before: str, after: str) -> dict[str, Any]:
    """Rows added, deleted and revised, the day the later release begins, and which of the two is an excerpt.

    Raises InputError where one of the two is not installed.
    """
    installed = _releases(store, system)
    for name in (before, after):
        if name not in installed:
            have = f"installed are {', '.join(sorted(installed))}"
            mend = have if installed else "install both releases first: claimwright codes install"
            raise InputError(f"{system} {name}", "is not installed", mend)
    read = _pairs if system in PAIRS.values() else _rows
    old, new = read(store, installed[before], installed[after])
    partial = [name for name in (before, after) if _is_excerpt(installed[name])]
    return {
        "added": () if before in partial else tuple((key, new[key]) for key in sorted(new.keys() - old.keys())),
        "deleted": () if after in partial else tuple((key, old[key]) for key in sorted(old.keys() - new.keys())),
        "revised": tuple(Revised(key, old[key], new[key]) for key in sorted(old.keys() & new.keys()) if old[key] != new[key]),
        "first": installed[after][0][0].first,
        "excerpts": tuple(partial),
    }


_Files = list[tuple[Loaded, str]]


def _releases(store: Store, system: str) -> dict[str, _Files]:
    """The files of each release; CMS splits the pairs of a quarter into several."""
    found: dict[str, _Files] = {}
    for loaded, file in store.installed(system):
        name = loaded.release.split("-")[0] if system in PAIRS.values() else loaded.release
        found.setdefault(name, []).append((loaded, file))
    return found


def _is_excerpt(files: _Files) -> bool:
    return all(loaded.partial for loaded, _file in files)


# -- rows ----------------------------------------------------------------------------------------------------------------------------------


def _rows(store: Store, old: _Files, new: _Files) -> tuple[dict[str, str], dict[str, str]]:
    return dict(_rows_of(store, old[0][1])), dict(_rows_of(store, new[0][1]))


def _rows_of(store: Store, file: str) -> Iterator[tuple[str, str]]:
    """Each row of the table that holds a file's codes: its key as one text, its other columns as another."""
    connection = store.connection(file)
    names = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'about' ORDER BY name")
    ]
    table = next((name for name in _TABLES if name in names), names[0])
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()
    keys = [at for at, column in enumerate(columns) if column[5]] or [0]
    rest = [at for at in range(len(columns)) if at not in keys]
    for row in connection.execute(f"SELECT * FROM {table}"):  # noqa: S608  a name of our own
        yield _joined(row, keys), _joined(row, rest)


def _joined(row: tuple[object, ...], places: list[int]) -> str:
    return " ".join(str(row[at]) for at in places if row[at] not in (None, ""))


# -- pairs ---------------------------------------------------------------------------------------------------------------------------------


def _pairs(store: Store, old: _Files, new: _Files) -> tuple[dict[str, str], dict[str, str]]:
    """The edits in force on the first days of two quarters, of the codes in column one whose edits differ at all."""
    before, after = _packed(store, old), _packed(store, new)
    days = [day_number(files[0][0].first) if files[0][0].first else 0 for files in (old, new)]
    found: tuple[dict[str, str], dict[str, str]] = {}, {}
    shared = any(_is_excerpt(files) for files in (old, new))
    for one in before.keys() & after.keys() if shared else before.keys() | after.keys():
        if before.get(one) == after.get(one) and not _turns(before[one], days):
            continue
        for packed, day, edits in zip((before, after), days, found, strict=True):
            edits.update(_in_force(one, packed.get(one, b""), day))
    return found


def _packed(store: Store, files: _Files) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    for _loaded, file in files:
        for one, edits in store.connection(file).execute("SELECT column_one, edits FROM ptp"):
            found[one] = found.get(one, b"") + edits
    return found


def _turns(packed: bytes, days: list[int]) -> bool:
    """Whether an edit begins or ends between two days."""
    begun, ended = min(days), max(days)
    return any(begun < first <= ended or begun <= last < ended for _two, first, last, _indicator in PTP_ROW.iter_unpack(packed))


def _in_force(one: str, packed: bytes, day: int) -> Iterator[tuple[str, str]]:
    for two, first, last, indicator in unpack(packed, PTP_ROW):
        if first <= day <= last and indicator != VOID_INDICATOR:
            yield f"{one} {two}", f"indicator {indicator}"
