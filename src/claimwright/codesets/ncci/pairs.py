"""The PTP table as mapped arrays: many pairs asked at once, with one sort and one binary search.

A key is the two codes' places in the sorted list of all codes and the first day of a window; of one pair the windows never overlap, so
the last key not after (pair, day) is the only window that can hold that day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..arrays import map_arrays, write_arrays
from ..store import Store, from_day_number
from .packing import OPEN
from .ptp import SYSTEM, VOID_INDICATOR, PtpTable, Setting, Windows, examples

FORMAT = 2
"""Raise it when the arrays change shape."""
ORIGIN = date(1990, 1, 1).toordinal()
"""The first day a window is told apart from; no edit is older than 1996."""
_DAYS = 16
"""Bits of a day: until 2169."""
_LAST_DAY = (1 << _DAYS) - 1
Array = np.ndarray[Any, Any]


class InForce(NamedTuple):
    """The pairs that stand in the table on their day.

    ``at``: their places among those asked for; then the modifier indicator, and whether the second code asked for is that in column two.
    """

    at: Array
    indicator: Array
    second_is_column_two: Array


class PtpArrays:
    """One setting's table. Made by :func:`open_pairs`."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        """``arrays``: ``code`` (sorted), ``ever``, ``key``, ``last`` and ``indicator``, see :func:`compile_pairs`."""
        self._ever, self._key, self._last, self._indicator = (arrays[name] for name in ("ever", "key", "last", "indicator"))
        self._place = {code.decode("ascii"): place for place, code in enumerate(arrays["code"].tolist())}

    def __len__(self) -> int:
        return len(self._key)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that stands in the table, sorted."""
        return tuple(self._place)

    def column_two(self) -> dict[str, frozenset[str]]:
        """The table as plain sets, whatever the day: the codes in column two by that in column one. Large: for comparisons."""
        codes = self.codes
        ones, twos = np.divmod(np.unique(self._key >> np.uint64(_DAYS)), np.uint64(max(len(codes), 1)))
        starts = np.flatnonzero(np.diff(ones, prepend=ones[:1] + np.uint64(1)))
        groups = np.split(twos, starts[1:]) if len(ones) else []
        return {codes[ones[at]]: frozenset(codes[two] for two in group.tolist()) for at, group in zip(starts, groups, strict=True)}

    def places(self, codes: Sequence[str]) -> Array:
        """Where each code stands in the table's list of codes; -1 where it has no edit at all."""
        return np.fromiter((self._place.get(code, -1) for code in codes), np.int64, len(codes))

    def in_force(self, first: Array, second: Array, day: Array) -> InForce:
        """Which pairs (places of both codes, day as an ordinal) the table holds on their day, whichever code is in column one."""
        known = np.flatnonzero((first >= 0) & (second >= 0) & (first != second))
        known = known[self._is_pair(first[known], second[known])]
        days = np.clip(day[known] - ORIGIN, 0, _LAST_DAY)
        forward = self._find(first[known], second[known], days)
        backward = self._find(second[known], first[known], days)
        row = np.where(forward >= 0, forward, backward)
        hit = np.flatnonzero(row >= 0)
        return InForce(known[hit], self._indicator[row[hit]], forward[hit] >= 0)

    def _is_pair(self, first: Array, second: Array) -> Array:
        """Whether two codes are ever a pair, in either order: one bit each, since nearly all pairs asked for are none."""
        at = first * len(self._place) + second
        return np.asarray(self._ever[at >> 3] >> (at & 7).astype(np.uint8) & 1 == 1)

    def _find(self, one: Array, two: Array, days: Array) -> Array:
        """The row of each window, -1 where there is none. Asked in the order of the keys, which is several times faster."""
        if not len(self._key):
            return np.full(len(one), -1)
        wanted = (((one * len(self._place)) + two) << _DAYS | days).astype(np.uint64)
        order = np.argsort(wanted)
        at = np.empty(len(wanted), np.int64)
        at[order] = np.searchsorted(self._key, wanted[order], "right") - 1
        holds = (self._key[at] >> np.uint64(_DAYS) == wanted >> np.uint64(_DAYS)) & (days <= self._last[at]) & (at >= 0)
        return np.where(holds, at, -1)


def open_pairs(store: Store | None, setting: Setting = "practitioner") -> PtpArrays:
    """The arrays for what is installed now, else for our examples; built beside the books where they are not there yet."""
    table = PtpTable(store)
    releases = table.releases(setting)
    if store is None or not releases:
        known = examples().items() if setting == "practitioner" else ()
        return PtpArrays(compile_pairs(_array(one, edits) for one, edits in known))
    state = [(FORMAT, loaded.release, loaded.sha256, loaded.rows) for loaded in releases]
    path = store.root / f"pairs-{setting}-{hashlib.sha256(repr(state).encode()).hexdigest()[:12]}.bin"
    with suppress(OSError, ValueError):
        return PtpArrays(map_arrays(path))
    arrays = compile_pairs(_windows(table, store, setting))
    with suppress(OSError):  # a directory that cannot be written: compiled again next time
        write_arrays(path, arrays)
        _forget(store.root, setting, path)
    return PtpArrays(arrays)


def _forget(root: Path, setting: str, kept: Path) -> None:
    for path in root.glob(f"pairs-{setting}-*.bin"):
        if path != kept:
            with suppress(OSError):
                path.unlink()


_WINDOW = np.dtype([("one", "S5"), ("two", "S5"), ("first", np.uint32), ("last", np.uint32), ("indicator", np.uint8)])
"""One window as the table has it; days as the store writes them."""


def _windows(table: PtpTable, store: Store, setting: Setting) -> Iterator[Array]:
    """Every window as :meth:`PtpTable.active` would see it: where several releases are installed, the table has decided between them."""
    ones: set[str] = set()
    for _loaded, file in store.installed(SYSTEM[setting]):
        ones.update(one for (one,) in store.connection(file).execute("SELECT column_one FROM ptp"))
    for one in sorted(ones):
        yield _array(one, table.windows(one, setting))


def _array(one: str, edits: Windows) -> Array:
    return np.array([(one, two, *window) for two, windows in edits.items() for window in windows], _WINDOW)


def compile_pairs(windows: Iterable[Array]) -> dict[str, Array]:
    """The arrays of windows; those that never held are left out."""
    rows = np.concatenate([np.empty(0, _WINDOW), *windows])
    rows = rows[rows["indicator"] != VOID_INDICATOR]
    codes = np.unique(np.concatenate([rows["one"], rows["two"]]))
    one, two = np.searchsorted(codes, rows["one"]), np.searchsorted(codes, rows["two"])
    ever = np.zeros(len(codes) ** 2 // 8 + 1, np.uint8)
    for at in (one * len(codes) + two, two * len(codes) + one):
        np.bitwise_or.at(ever, at >> 3, np.uint8(1) << (at & 7).astype(np.uint8))
    key = ((one * len(codes) + two) << _DAYS | _days(rows["first"])).astype(np.uint64)
    order = np.argsort(key)
    return {
        "code": codes,
        "ever": ever,
        "key": key[order],
        "last": _days(rows["last"])[order].astype(np.uint16),
        "indicator": rows["indicator"][order],
    }


def _days(numbers: Array) -> Array:
    """Days as the store writes them, counted from the origin; the table has few different ones."""
    different, of = np.unique(numbers, return_inverse=True)
    counted = [_LAST_DAY if number == OPEN else from_day_number(number).toordinal() - ORIGIN for number in different.tolist()]
    return np.clip(np.array(counted, np.int64), 0, _LAST_DAY)[of]
