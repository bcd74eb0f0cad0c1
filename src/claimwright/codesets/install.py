"""Install official files: plain, ``.gz`` or inside a ``.zip``, recognised by what they hold.

A file that is damaged, of an unknown kind or half there leaves the store as it was.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import IO

from claimwright.core import InputError
from claimwright.core.discovery import modules

from .store import Loaded, Store

_HEAD = 65536
_DEEPEST = 4
_UNKNOWN = "give an official file: claimwright codes list names what can be installed"


def install(path: Path, store: Store, *, accept_ama: bool = False) -> list[Loaded]:
    """Install one file or archive; gives what was loaded, one value for each part that was recognised.

    Raises InputError for a path that is missing, a directory, empty, damaged or of no known kind, and for a file under the AMA's terms
    that were not accepted.
    """
    if path.is_dir():
        raise InputError(str(path), "is a directory", "name the files in it")
    try:
        if not path.stat().st_size:
            raise InputError(str(path), "is empty", "fetch it again")
        with store.together() as together:
            loaded = [_load(name, content, together, accept_ama) for name, content in _parts(path) if _loader(content)]
    except FileNotFoundError:
        raise InputError(str(path), "does not exist", "check the path") from None
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise InputError(str(path), f"is cut off or damaged ({error})", "fetch it again") from error
    if not loaded:
        raise InputError(str(path), "is no file of a known kind", _UNKNOWN)
    return loaded


def _parts(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of the file, or of every file in the archive, archives within archives included."""
    yield from _unpacked(str(path), path.read_bytes(), _DEEPEST)


def _unpacked(name: str, content: bytes, deep: int) -> Iterator[tuple[str, bytes]]:
    if not deep:
        raise InputError(name, "is packed in too many archives", "unpack it once")
    if content[:2] == b"\x1f\x8b":
        yield from _unpacked(name.removesuffix(".gz"), gzip.decompress(content), deep - 1)
    elif content[:4] == b"PK\x03\x04" and not _is_office(content):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for item in archive.infolist():
                if not item.is_dir():
                    yield from _unpacked(f"{name}!{item.filename}", archive.read(item), deep - 1)
    else:
        yield name, content


def _is_office(content: bytes) -> bool:
    """A workbook is a zip too, and is one file to us."""
    return b"[Content_Types].xml" in content[:_HEAD]


def _loader(content: bytes) -> ModuleType | None:
    head = content[:_HEAD]
    return next((loader for loader in modules(f"{__package__}.loaders") if loader.recognises(head)), None)


def _load(name: str, content: bytes, store: Store, accept_ama: bool) -> Loaded:
    loader = _loader(content)
    assert loader is not None
    if getattr(loader, "AMA", False) and not accept_ama:
        raise InputError(name, "carries CPT, which is the AMA's", "read the notice in the file and repeat with --accept-ama")
    stream: IO[bytes] = io.BytesIO(content)
    try:
        loaded: Loaded = loader.load(stream, store.receiving(Path(name).name, hashlib.sha256(content).hexdigest()))
    except InputError as error:
        raise InputError(name, error.what, error.mend) if error.where == "file" else error from error
    return loaded
