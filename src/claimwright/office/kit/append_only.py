"""Rows that are written once: guarded in the ORM, and in the database by triggers beneath it."""

from __future__ import annotations

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


def forbid_changes(table: str) -> migrations.RunPython:
    """A migration step: triggers that refuse UPDATE and DELETE on ``table``, on SQLite and on PostgreSQL."""

    def put(apps: Any, editor: Any) -> None:
        for statement in _triggers(editor.connection.vendor, table):
            editor.execute(statement)

    return migrations.RunPython(put, migrations.RunPython.noop)


def _triggers(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("update", "delete")
        ]
    return [
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()",
    ]
