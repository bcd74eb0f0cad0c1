"""The ready rows in one mapped file beside the books, with what the installed titles say of each: compiled when files are installed.

Without it, or where it cannot be written, the same rows are asked of the base file, which costs some microseconds more.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from ..mapped import MappedRows, write_rows
from ..store import Store
from .titles import SYSTEM as TITLES

FORMAT = 1
"""Raise it when the rows change shape without the base file's changing its own."""
ABSENT, SAME, OTHER = range(3)
"""What an installed file of titles says of a code: nothing, what the ready row says, or something else."""
_KEPT = 2


def open_ready(store: Store, base: str) -> MappedRows | None:
    """The file for what is installed now; None where it is not there. ``base``: the base file's name in the store."""
    with suppress(OSError, ValueError):
        return MappedRows(_path(store, base))
    return None


def compile_ready(store: Store, base: str) -> None:
    """Write the file for what is installed now, where it is not there yet and the directory lets us."""
    if open_ready(store, base) is not None:
        return
    path, connection = _path(store, base), store.connection(base)
    titles = connection.execute("SELECT code, title FROM node ORDER BY code").fetchall()
    marks = {}
    for _loaded, file in store.installed(TITLES):
        says = dict(store.connection(file).execute("SELECT code, title FROM title"))
        marks[file] = bytes(ABSENT if (there := says.get(code)) is None else SAME if there == title else OTHER for code, title in titles)
    with suppress(OSError):
        write_rows(path, connection.execute("SELECT code, row FROM ready"), marks)
        _forget(store.root, path)


def _path(store: Store, base: str) -> Path:
    installed = [(file, loaded.sha256, loaded.rows) for loaded, file in store.installed(TITLES)]
    return store.root / f"ready-{hashlib.sha256(repr((FORMAT, base, installed)).encode()).hexdigest()[:12]}.bin"


def _forget(root: Path, kept: Path) -> None:
    """Files of other states: the newest of them stays (two environments may share one directory)."""
    others = sorted((path for path in root.glob("ready-*.bin") if path != kept), key=lambda path: path.stat().st_mtime)
    for path in others[: 1 - _KEPT]:
        with suppress(OSError):
            path.unlink()
