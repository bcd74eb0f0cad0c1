"""How the hot tables lie in the store: all rows of one code packed into one value, so that a code costs one read."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import Any

OPEN = 99991231
"""The day number of "still in force"."""
PTP_ROW = struct.Struct("<5sIIB")
"""Column-two code, first day, last day, modifier indicator."""


def pack(rows: Iterable[tuple[str, int, int, int]], shape: struct.Struct) -> bytes:
    """Rows whose first value is a code of five characters, as bytes."""
    return b"".join(shape.pack(code.encode("ascii"), *rest) for code, *rest in rows)


def unpack(packed: bytes, shape: struct.Struct) -> Iterator[Any]:
    """The reverse of :func:`pack`."""
    for code, *rest in shape.iter_unpack(packed):
        yield (code.rstrip(b"\0").decode("ascii"), *rest)
