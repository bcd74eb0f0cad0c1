"""Read a memory-mapped LMDB file without its library: enough to walk one tree, nothing more.

The layout is that of OpenLDAP's LMDB, data version 1 (``lmdb.h`` and ``mdb.c`` describe it): two meta pages, of which the one with the
higher transaction number holds; branch pages point to pages, leaf pages hold keys and values, a long value lies on pages of its own.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from pathlib import Path

from claimwright.core import InputError

_MAGIC = 0xBEEFC0DE
_BRANCH = 0x01
_ELSEWHERE = 0x01
_PAGE_HEAD = 16
_MAIN_TREE = 1


def values(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """Every key and value of the main tree. Raises InputError where the file is no LMDB file of this layout."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        try:
            size, root = _newest_root(data)
            yield from _walk(data, size, root)
        except (struct.error, IndexError) as error:
            raise InputError(
                str(path), f"is not an LMDB file of the known layout ({error})", "reinstall the package it belongs to"
            ) from error


def _newest_root(data: mmap.mmap) -> tuple[int, int]:
    """Page size, and root page of the main tree, by the newer of the two meta pages."""
    magic = struct.unpack_from("<I", data, _PAGE_HEAD)[0]
    if magic != _MAGIC:
        raise struct.error("no LMDB mark at its head")
    size = struct.unpack_from("<I", data, _PAGE_HEAD + 24)[0]
    metas = [_meta(data, start) for start in (0, size)]
    return size, max(metas)[1]


def _meta(data: mmap.mmap, start: int) -> tuple[int, int]:
    """Transaction number and root page of a meta page: two 48-byte tree records follow its 24-byte head."""
    root = struct.unpack_from("<Q", data, start + _PAGE_HEAD + 24 + 48 * _MAIN_TREE + 40)[0]
    transaction = struct.unpack_from("<Q", data, start + _PAGE_HEAD + 24 + 96 + 8)[0]
    return transaction, root


def _walk(data: mmap.mmap, size: int, page: int) -> Iterator[tuple[bytes, bytes]]:
    start = page * size
    flags, lower = struct.unpack_from("<HH", data, start + 10)
    for offset in struct.unpack_from(f"<{(lower - _PAGE_HEAD) // 2}H", data, start + _PAGE_HEAD):
        low, high, more, key_length = struct.unpack_from("<4H", data, start + offset)
        if flags & _BRANCH:
            yield from _walk(data, size, low | high << 16 | more << 32)
        else:
            key_at = start + offset + 8
            value_at, length = key_at + key_length, low | high << 16
            if more & _ELSEWHERE:
                value_at = struct.unpack_from("<Q", data, value_at)[0] * size + _PAGE_HEAD
            yield data[key_at : key_at + key_length], data[value_at : value_at + length]
