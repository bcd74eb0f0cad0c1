"""Starting the office from a plain Python process: settings chosen, Django set up, tables brought up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def start(*, migrate: bool = False) -> None:
    """Set Django up once; ``migrate`` also brings the database's tables up to date. Safe to call again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claimwright.office.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    if migrate:
        from django.core.management import call_command

        _make_file()
        with _alone(), _as_owner():
            call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _as_owner() -> Iterator[None]:
    """Connect as the role that owns the tables, where it is another than the one that works in them."""
    from django.conf import settings
    from django.db import connections

    if (owner := settings.DATABASE_AS_OWNER) is None:
        yield
        return
    working = connections["default"]
    connections["default"] = type(working)(connections.configure_settings({"default": owner})["default"], "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = working


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make the tables; the others wait and find them made. Where files cannot be locked, nobody waits."""
    from claimwright.office.paths import data_directory

    with (data_directory() / "migrate.lock").open("a+b") as file:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield  # closing the file unlocks it


def _make_file() -> None:
    """A new SQLite file is its owner's alone; SQLite gives its side files the same rights."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with suppress(FileExistsError):
            os.close(os.open(str(connection.settings_dict["NAME"]), os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
