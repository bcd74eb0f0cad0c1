"""Steps of migrations that seal what stood open, and the walk over everything that is sealed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection, migrations, transaction

from claimwright.core import encode

from . import crypto
from .append_only import allow_changes, forbid_changes
from .fields import SealedBytes, SealedField

BATCH = 500
SEALED = re.compile(re.escape(crypto.MARK) + rb"[0-9a-f]{12}\.")
"""How a sealed value begins."""


class Column(NamedTuple):
    """A sealed column; ``text``: whether it holds sealed bytes as text."""

    table: str
    name: str
    text: bool


def columns() -> Iterator[Column]:
    """Every sealed column of the office."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, SealedField | SealedBytes):
                yield Column(model._meta.db_table, field.column, isinstance(field, SealedField))


def seal_existing(table: str, names: Sequence[str], *, text: bool = True, append_only: bool = False) -> list[Any]:
    """Steps that seal these columns of ``table`` where rows stood open, and put the triggers of an append-only table back around them."""

    def put(apps: Any, editor: Any) -> None:
        for name in names:
            _seal_column(Column(table, name, text))

    step = migrations.RunPython(put, migrations.RunPython.noop)
    return [allow_changes(table), step, forbid_changes(table, sealed=names)] if append_only else [step]


def seal_words(model: str, name: str, **options: Any) -> list[Any]:
    """Steps that make a column of plain words of a model (``app.model``) a sealed one, of texts; ``options`` of the field."""
    app, _, word = model.partition(".")
    column = Column(f"{app}_{word}", name, True)

    def put(apps: Any, editor: Any) -> None:
        _seal_column(column, encode)

    step = migrations.RunPython(put, migrations.RunPython.noop)
    return [allow_changes(column.table), migrations.AlterField(word, name, SealedField(**options)), step]


def _seal_column(column: Column, written: Callable[[str], bytes] = str.encode) -> None:
    """Seal what stands open, batch by batch. ``written``: what a text becomes before it is sealed."""
    for key, practice, row, value in batches(column.table, column.name):
        held = str(value) if column.text else bytes(value)
        if SEALED.match(held.encode() if isinstance(held, str) else held):
            continue
        plain = written(held) if isinstance(held, str) else held
        _put(column, key, crypto.seal(crypto.Place(practice, column.table, column.name, row), plain))


def batches(table: str, name: str) -> Iterator[tuple[int, int, str, Any]]:
    """Key, practice, opaque id and value of every row that has a value in this column, a batch of rows at a time in memory."""
    column, last = Column(table, name, True), 0
    while batch := list(_rows(column, "id > %s", [last], limit=BATCH)):
        yield from batch
        last = batch[-1][0]


def reseal(practice: int, name: str) -> Iterator[int]:
    """Seal everything of a practice that another data key sealed under the key ``name``, batch by batch; gives the rows done.

    Killed at any instant it goes on where it stopped: what is done already carries the new key's name. A row that somebody else changes
    meanwhile is left to the next call.
    """
    for column in columns():
        wanted = f"{crypto.MARK.decode()}{name}."
        old = f"{_quoted('practice_id')} = {int(practice)} AND {_prefix(column)} <> %s"
        while batch := list(_rows(column, old, [wanted], limit=BATCH)):
            with transaction.atomic():
                for key, owner, row, value in batch:
                    place = crypto.Place(owner, column.table, column.name, row)
                    sealed = crypto.from_text(value) if column.text else bytes(value)
                    _put(column, key, crypto.seal(place, crypto.unseal(place, sealed)), value)
            yield len(batch)


def left(practice: int, name: str) -> int:
    """How many sealed values of a practice another data key than ``name`` sealed."""
    found = 0
    for column in columns():
        sql = f"SELECT COUNT(*) FROM {_quoted(column.table)} WHERE practice_id = %s AND {_quoted(column.name)} IS NOT NULL"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} AND {_prefix(column)} <> %s", [practice, f"{crypto.MARK.decode()}{name}."])
            found += cursor.fetchone()[0]
    return found


def ends(column: Column) -> Iterator[tuple[int, str, Any]]:
    """Practice, row and sealed value of the first and the last row of a column."""
    for order in ("ASC", "DESC"):
        for _, practice, row, value in _rows(column, "", order=order, limit=1):
            yield practice, row, value


def _prefix(column: Column) -> str:
    """SQL for the mark and key name at the beginning of a column."""
    length = len(crypto.MARK) + 13
    if column.text:
        return f"substr({_quoted(column.name)}, 1, {length})"
    if connection.vendor == "sqlite":
        return f"CAST(substr({_quoted(column.name)}, 1, {length}) AS TEXT)"
    return f"convert_from(substr({_quoted(column.name)}, 1, {length}), 'SQL_ASCII')"


def _rows(column: Column, where: str, values: Sequence[Any] = (), *, limit: int = 0, order: str = "ASC") -> Any:
    name = _quoted(column.name)
    sql = f"SELECT id, practice_id, public_id, {name} FROM {_quoted(column.table)} WHERE {name} IS NOT NULL"  # noqa: S608 - own names
    sql += (f" AND {where}" if where else "") + f" ORDER BY id {order}" + (f" LIMIT {limit}" if limit else "")
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values) or None)
        return cursor.fetchall()


def _put(column: Column, key: int, sealed: bytes, before: Any = None) -> None:
    name = _quoted(column.name)
    sql = f"UPDATE {_quoted(column.table)} SET {name} = %s WHERE id = %s" + (f" AND {name} = %s" if before is not None else "")  # noqa: S608
    value = crypto.as_text(sealed) if column.text else sealed
    with connection.cursor() as cursor:
        cursor.execute(sql, [value, key, *([before] if before is not None else [])])


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
