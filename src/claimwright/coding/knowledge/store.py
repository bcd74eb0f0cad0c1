"""Keep the compiled books beside the books, keyed by what they were compiled from; load them once per process."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from claimwright.core.discovery import tables

from .build import compile_books
from .model import Knowledge

KEPT = 4
FORMAT = "8"
READ = ("icd10cm-index", "icd10cm-neoplasms")
_loaded: dict[str, Knowledge] = {}
_known: dict[int, tuple[Any, Knowledge]] = {}


def knowledge(books: Any) -> Knowledge:
    """The compiled form of these books: from memory, else from ``knowledge-<key>.npz`` beside them, else compiled now and kept there."""
    known = _known.get(id(books))
    if known and known[0] is books:
        return known[1]
    key = _key(books)
    if key not in _loaded:
        _loaded[key] = Knowledge(_load_or_compile(books, key))
    _known[id(books)] = (books, _loaded[key])
    return _loaded[key]


def _key(books: Any) -> str:
    store = getattr(books, "store", None)
    installed = sorted(f"{loaded} {file}" for system in READ for loaded, file in store.installed(system)) if store is not None else []
    parts = [FORMAT, str(getattr(books, "version", "")), str(books.index is not None), *installed]
    parts += [f"{row.term}={row.code}" for row in getattr(books, "lexicon", ())]
    parts += [repr(sorted(table.items())) for _, table in sorted(tables("claimwright.coding.words").items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _load_or_compile(books: Any, key: str) -> dict[str, Any]:
    store = getattr(books, "store", None)
    path = None if store is None else Path(store.root) / f"coding-{key}.npz"
    if path is not None and path.exists():
        try:
            return _read(path)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            pass  # a damaged file is compiled anew
    arrays = compile_books(books)
    if path is not None:
        _write(path, arrays)
    return arrays


def _read(path: Path) -> dict[str, Any]:
    """The arrays of a file of ours, which is not packed: text stays in the file until it is read, numbers are copied."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    with zipfile.ZipFile(path) as stored:
        return {info.filename.removesuffix(".npy"): _array(raw, info.header_offset, info.file_size) for info in stored.infolist()}


def _array(raw: Any, at: int, size: int) -> Any:
    """One array behind the local header of a zip file at ``at``: 30 bytes, the name, and what its last two numbers tell."""
    begin = at + 30 + sum(raw[at + 26 : at + 30].view("<u2").tolist())
    head = io.BytesIO(raw[begin : begin + 512].tobytes())
    if np.lib.format.read_magic(head) != (1, 0):
        raise ValueError("another format of arrays")
    shape, _, dtype = np.lib.format.read_array_header_1_0(head)
    found = raw[begin + head.tell() : begin + size].view(dtype).reshape(shape)
    return found if dtype == np.uint8 else np.array(found)


def _write(path: Path, arrays: dict[str, Any]) -> None:
    """Write beside, then rename: another process sees the whole file or none. A folder that cannot be written to is no fault."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz.part")
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, **arrays)
        Path(name).replace(path)
        _forget_old(path.parent)
    except OSError:
        return


def _forget_old(folder: Path) -> None:
    """Keep the newest few (with and without the index, another environment); word lists change and each file is some 28 MB."""
    for old in sorted(folder.glob("coding-*.npz"), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)


def forget_texts() -> None:
    """Forget the answers that are kept; for measuring."""
    for one in _loaded.values():
        one.forget_texts()


def forget() -> None:
    """Forget what is in memory, so that it is opened anew; for measuring how long that takes."""
    _loaded.clear()
    _known.clear()
