"""Rows that are written once: guarded in the ORM, and in the database by triggers beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import migrations, models

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


def forbid_changes(table: str, *, sealed: Sequence[str] = ()) -> migrations.RunPython:
    """A migration step: triggers that refuse UPDATE and DELETE on ``table``, on SQLite and on PostgreSQL; put again, they replace the old.

    ``sealed``: encrypted columns. Only these may be written again, so that keys can be rotated; what they hold is authenticated, so a
    change of theirs shows when it is read.
    """

    def put(apps: Any, editor: Any) -> None:
        with editor.connection.cursor() as cursor:
            columns = [column.name for column in editor.connection.introspection.get_table_description(cursor, table)]
        kept = ", ".join(f'"{name}"' for name in columns if name not in sealed)
        for statement in _triggers(editor.connection.vendor, table, f"UPDATE OF {kept}" if sealed else "UPDATE"):
            editor.execute(statement)

    return migrations.RunPython(put, migrations.RunPython.noop)


def allow_changes(table: str) -> migrations.RunPython:
    """A migration step that takes the triggers of ``table`` away; :func:`forbid_changes` in the same migration must put them back."""

    def take(apps: Any, editor: Any) -> None:
        names = [f"{table}_no_update", f"{table}_no_delete"] if editor.connection.vendor == "sqlite" else [f"{table}_no_change ON {table}"]
        for name in names:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")

    return migrations.RunPython(take, migrations.RunPython.noop)


def _triggers(vendor: str, table: str, update: str) -> list[str]:
    if vendor == "sqlite":
        return [
            statement
            for verb, when in (("update", update), ("delete", "DELETE"))
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_no_{verb}",
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {when} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END",
            )
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}",
        f"CREATE TRIGGER {table}_no_change BEFORE {update} OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    ]
