"""Rows of bytes by a short key, in one file whose keys are mapped: a row costs a search among numbers and one reading, and no query.

Layout: eight bytes with the length of a JSON head, the head, the keys (eight bytes each, sorted), where each row begins, the marks (one
byte a row and name), the rows.
"""

from __future__ import annotations

import json
import mmap
import os
import sys
import weakref
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_WORD = 8
"""Bytes of a key, and of a number."""


def write_rows(path: Path, rows: Iterable[tuple[str, bytes]], marks: Mapping[str, bytes] | None = None) -> None:
    """Write one file, whole or not at all. ``marks``: by name, one byte a row in the order of the keys.

    Raises OSError where it cannot be written, ValueError for a key of more than eight bytes.
    """
    table = sorted((_number(key), row) for key, row in rows)
    begins = array("Q", [0])
    for _key, row in table:
        begins.append(begins[-1] + len(row))
    encoded = json.dumps({"order": sys.byteorder, "count": len(table), "size": begins[-1], "marks": list(marks or {})}).encode()
    encoded += b" " * (-len(encoded) % _WORD)
    part = path.with_name(f"{path.name}.{os.getpid()}.writing")
    try:
        with part.open("wb") as file:
            file.write(len(encoded).to_bytes(_WORD, "little") + encoded)
            array("Q", [key for key, _row in table]).tofile(file)
            begins.tofile(file)
            file.writelines((marks or {}).values())
            file.writelines(row for _key, row in table)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _number(key: str) -> int:
    """A key as a number of the same order. Raises ValueError for one that is too long."""
    encoded = key.encode("utf-8", "replace")
    if len(encoded) > _WORD or key.endswith("\0"):
        raise ValueError(f"{key!r} is longer than {_WORD} bytes")
    return int.from_bytes(encoded.ljust(_WORD, b"\0"), "big")


class MappedRows:
    """A file that :func:`write_rows` wrote. Threads and forked processes may share it."""

    def __init__(self, path: Path) -> None:
        """Map it. Raises OSError where it is not there, ValueError where it is damaged."""
        self._number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._number)
        self._map = mmap.mmap(self._number, 0, access=mmap.ACCESS_READ)
        keys = _WORD + int.from_bytes(self._map[:_WORD], "little")
        head: dict[str, Any] = json.loads(self._map[_WORD:keys])
        count = int(head["count"])
        begins = keys + _WORD * count
        marks = begins + _WORD * (count + 1)
        self._rows = marks + count * len(head["marks"])
        if len(self._map) != self._rows + head["size"] or head["order"] != sys.byteorder:
            raise ValueError(f"{path} is not whole")
        self._keys = memoryview(self._map)[keys:begins].cast("Q")
        self._begins = memoryview(self._map)[begins:marks].cast("Q")
        self._marks = {name: marks + place * count for place, name in enumerate(head["marks"])}

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, key: str) -> int:
        """Which row a key has; -1 where it has none."""
        try:
            wanted = _number(key)
        except ValueError:
            return -1
        number = bisect_left(self._keys, wanted)
        return number if number < len(self._keys) and self._keys[number] == wanted else -1

    def row(self, number: int) -> bytes:
        """A row by its number: read and not mapped, since a page that is touched for the first time costs more than a call."""
        begin, after = self._begins[number], self._begins[number + 1]
        if sys.platform == "win32":
            return self._map[self._rows + begin : self._rows + after]
        return os.pread(self._number, after - begin, self._rows + begin)

    def get(self, key: str) -> bytes | None:
        """The row of a key; None where it has none."""
        number = self.find(key)
        return self.row(number) if number >= 0 else None

    def mark(self, name: str, number: int) -> int | None:
        """The mark of a row; None where no marks have this name."""
        place = self._marks.get(name)
        return None if place is None else self._map[place + number]
