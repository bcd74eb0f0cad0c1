"""Rows that are written once: guarded in the ORM, and in the database by triggers beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import connections, migrations, models

from .fields import SealedBytes, SealedField
from .scope import ScopedQuerySet


class Immutable(TypeError):
    """Somebody tried to change or delete what is append-only; reverse it with a new row instead."""


class AppendOnlyQuerySet(ScopedQuerySet):
    """Refuses to update or delete."""

    def update(self, **kwargs: Any) -> int:
        """Refused."""
        raise Immutable(f"{self.model.__name__} is append-only")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise Immutable(f"{self.model.__name__} is append-only")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        """Refused."""
        raise Immutable(f"{self.model.__name__} is append-only")


class AppendOnly(models.Model):
    """A row that can be inserted, and nothing else."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; a second save is refused."""
        if not self._state.adding:
            raise Immutable(f"{type(self).__name__} is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise Immutable(f"{type(self).__name__} is append-only")


def guard(using: str) -> None:
    """Put triggers that refuse UPDATE, DELETE and, on PostgreSQL, TRUNCATE on every append-only table. Done after each migration.

    A sealed column may be written again, so that keys can be rotated: what it holds is authenticated, so a change of it shows when it is
    read.
    """
    opened = connections[using]
    there = set(opened.introspection.table_names())
    with opened.cursor() as cursor:
        for model in append_only():
            if model._meta.db_table in there:
                for statement in _triggers(opened.vendor, model):
                    cursor.execute(statement)


def allow_changes(table: str) -> migrations.RunPython:
    """A migration step that takes the triggers of ``table`` away; :func:`guard` puts them back."""

    def take(apps: Any, editor: Any) -> None:
        names = [f"{table}_no_update", f"{table}_no_delete"] if editor.connection.vendor == "sqlite" else [f"{table}_no_change ON {table}"]
        for name in names:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")

    return migrations.RunPython(take, migrations.RunPython.noop)


def append_only() -> list[type[models.Model]]:
    """Every append-only model."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def _triggers(vendor: str, model: type[models.Model]) -> list[str]:
    table, fields = model._meta.db_table, model._meta.local_concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields if not isinstance(field, SealedField | SealedBytes))
    if vendor == "sqlite":
        return [
            statement
            for verb, when in (("update", f"UPDATE OF {columns}"), ("delete", "DELETE"))
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_no_{verb}",
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {when} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
            )
        ]
    return [
        "CREATE OR REPLACE FUNCTION claimwright_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OF {columns} OR DELETE ON {table}"
        " FOR EACH ROW EXECUTE FUNCTION claimwright_refuse()",
        f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION claimwright_refuse()",
    ]


def forbid_changes(table: str, *, sealed: Sequence[str] = ()) -> migrations.RunPython:
    """Nothing any more: migrations name it that are older than :func:`guard`."""
    return migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop)
