"""Which database the office works in: ``DATABASE_URL``, else the SQLite file of the data directory.

``postgresql://role:password@host:5432/name?sslmode=verify-full`` names the application's own role, which owns no table (a Unix socket:
``postgresql://role@/name?host=/var/run/postgresql``). ``CLAIMWRIGHT_OFFICE_OWNER_URL`` names the role that owns the tables; it migrates
them and does nothing else. ``CLAIMWRIGHT_OFFICE_BACKUP_URL`` names one that sees every row (BYPASSRLS), for backups.
``CLAIMWRIGHT_OFFICE_DB`` names a SQLite file and wins over both.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from claimwright.core import InputError

from . import paths

POSTGRESQL = "django.db.backends.postgresql"
LASTING = 600
"""Seconds for which a connection is kept for the next request."""


def database(environment: Mapping[str, str] = os.environ, *, durable: bool = True) -> dict[str, Any]:
    """The one the office works in. ``durable``: SQLite writes each commit through to the disk. Raises InputError."""
    url = environment.get("DATABASE_URL", "")
    if environment.get("CLAIMWRIGHT_OFFICE_DB") or not url:
        return _sqlite(paths.database_file(), durable)
    if url.startswith("sqlite:///"):
        return _sqlite(Path(unquote(url.removeprefix("sqlite:///"))), durable)
    return _postgresql(url, "DATABASE_URL")


def as_owner(environment: Mapping[str, str] = os.environ) -> dict[str, Any] | None:
    """The same database as the owner of its tables sees it; None where that is nobody else."""
    return _as("CLAIMWRIGHT_OFFICE_OWNER_URL", environment)


def for_backup(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """The same database as a role that sees every row, to copy it; the owner's where none is named."""
    return _as("CLAIMWRIGHT_OFFICE_BACKUP_URL", environment) or as_owner(environment) or database(environment)


def _as(name: str, environment: Mapping[str, str]) -> dict[str, Any] | None:
    url = environment.get(name, "")
    return _postgresql(url, name) if url and database(environment)["ENGINE"] == POSTGRESQL else None


def _sqlite(file: Path, durable: bool) -> dict[str, Any]:
    # IMMEDIATE: an action takes the write lock when it begins, so what it reads cannot change before it writes. WAL lets pages
    # be read meanwhile. FULL makes a commit survive a power cut; the demonstration does not need that.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={'FULL' if durable else 'NORMAL'}; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(url: str, name: str) -> dict[str, Any]:
    """Read committed; an action locks the rows it changes, so a second one waits and reads what the first left.

    The lock is always ``select_for_update(no_key=True)``. Whoever holds a row and waits for the end of the audit chain would else wait for
    somebody who holds that end and commits a row that hangs on hers (PostgreSQL documentation, 13.3.2 "Row-Level Locks").
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    options = dict(parse_qsl(parts.query))
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/") or not parts.username or port == -1:
        raise InputError(name, "is not the address of a PostgreSQL database", "write postgresql://role:password@host:5432/name")
    return {
        "ENGINE": POSTGRESQL,
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": options.pop("port", "") or str(port or ""),
        "CONN_MAX_AGE": LASTING,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
