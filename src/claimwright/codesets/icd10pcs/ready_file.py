"""What the tables of one release say of every code, ready to be answered, in one mapped file beside the books; and each table whole.

Without it, or where it cannot be written, the same is made of the tables when a code is asked for.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import chain, product
from pathlib import Path

from claimwright.core import Sparse, encode
from claimwright.core.struct import reader

from ..mapped import MappedRows, write_rows
from ..store import Loaded, Store
from .tables import LENGTH, WHOLE, Meaning, Table, Tables
from .titles import compose
from .values import Axis

FORMAT = 4
"""Raise it when the rows change shape."""
TABLE = 3
"""Characters that name a table."""
_TABLES = 1024
"""More than there are tables."""
SPANS = "SELECT code, first, last, flags FROM pcs_validity ORDER BY code, first"


class Ready(Sparse, frozen=True, kw_only=True):
    """A code, or the first three characters of one (a table), whose ``axes`` are those of every code of the table.

    ``spans``: the days on which it was valid, with the editor's flags; ``title``: composed of the meanings; ``axes``: without the yearly
    definitions.
    """

    spans: tuple[tuple[int, int, str], ...] = ()
    title: str | None = None
    axes: tuple[Axis, ...] = ()


read = reader(Ready)
"""A row as it was written, read."""


def open_ready(store: Store, base: str, about: Loaded) -> MappedRows | None:
    """The file of the tables of one release; None where it is not there. ``base``: the base file's name in the store."""
    with suppress(OSError, ValueError):
        return MappedRows(_path(store, base, about))
    return None


def compile_ready(store: Store, base: str, about: Loaded, tables: Tables) -> None:
    """Write the file, where it is not there yet and the directory lets us: a row for every code that ever was valid."""
    if open_ready(store, base, about) is not None:
        return
    spans: dict[str, list[tuple[int, int, str]]] = {}
    for code, first, last, flags in store.connection(base).execute(SPANS):
        spans.setdefault(code, []).append((first, last, flags))
    rows = dict(row for name in tables.names() if (table := tables.table(name)) for row in _rows(table, spans))
    rows |= dict(_others(tables, spans, rows))
    whole = ((f"{name}{WHOLE}", encode(tables.table(name))) for name in tables.names())
    with suppress(OSError):
        write_rows(_path(store, base, about), chain(whole, ((code, encode(row)) for code, row in rows.items())))


def find(mapped: MappedRows, code: str) -> Ready | None:
    """The row of a code, whole; None where it never was valid."""
    found = mapped.get(code) if len(code) == LENGTH else None
    if found is None:
        return None
    row = read(found)
    return Ready(spans=row.spans, title=row.title, axes=_heads(mapped, code[:TABLE]) + row.axes)


@lru_cache(_TABLES)
def _heads(mapped: MappedRows, table: str) -> tuple[Axis, ...]:
    """What the characters of a table stand for, in every code of it."""
    found = mapped.get(table)
    return read(found).axes if found else ()


def forget(store: Store, base: str, installed: list[Loaded]) -> None:
    """Files of other states: the newest of them stays (two environments may share one directory)."""
    kept = {_path(store, base, about) for about in installed}
    others = sorted((path for path in store.root.glob("pcs-ready-*.bin") if path not in kept), key=lambda path: path.stat().st_mtime)
    for path in others[:-1]:
        with suppress(OSError):
            path.unlink()


def ready(code: str, meanings: tuple[Meaning | None, ...], spans: tuple[tuple[int, int, str], ...]) -> Ready:
    """The row of a code whose characters have these meanings; composed of them where every one is known."""
    known = tuple(meaning for meaning in meanings if meaning)
    title = compose(code, known) if len(known) == LENGTH else None
    return Ready(spans=spans, title=title, axes=tuple(axis(at, code, meaning) for at, meaning in enumerate(meanings, 1)))


def axis(position: int, code: str, meaning: Meaning | None) -> Axis:
    """What the character in this place stands for."""
    char = code[position - 1]
    return Axis(position, char, meaning.axis, meaning.label, meaning.definition) if meaning else Axis(position, char)


def _rows(table: Table, spans: dict[str, list[tuple[int, int, str]]]) -> Iterator[tuple[str, Ready]]:
    """A table and every code of it that ever was valid; a code stands in one row of its table."""
    yield table.code, ready(table.code, table.heads, ())
    for row in table.rows:
        axes = zip(row.axes, row.labels, strict=True)
        choices = [[(char, Meaning(name, label)) for char, label in labels.items()] for name, labels in axes]
        for cells in product(*choices):
            code = table.code + "".join(char for char, _meaning in cells)
            if code in spans:
                whole = ready(code, (*table.heads, *(meaning for _char, meaning in cells)), tuple(spans[code]))
                yield code, Ready(spans=whole.spans, title=whole.title, axes=whole.axes[TABLE:])


def _others(tables: Tables, spans: dict[str, list[tuple[int, int, str]]], known: dict[str, Ready]) -> Iterator[tuple[str, Ready]]:
    """The codes of other releases, with what these tables say of their first characters."""
    for code in sorted(spans.keys() - known.keys()):
        meanings = tables.meanings(code)
        if code[:TABLE] not in known:
            yield code[:TABLE], ready(code[:TABLE], meanings[:TABLE], ())
        whole = ready(code, meanings, tuple(spans[code]))
        yield code, Ready(spans=whole.spans, title=whole.title, axes=whole.axes[TABLE:])


def _path(store: Store, base: str, about: Loaded) -> Path:
    made_of = (FORMAT, base, about.release, about.sha256, about.rows)
    return store.root / f"pcs-ready-{hashlib.sha256(repr(made_of).encode()).hexdigest()[:12]}.bin"
