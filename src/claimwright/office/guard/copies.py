"""Copying a database into a file and back, without stopping the office: SQLite's online backup, PostgreSQL's ``pg_dump``, ``pg_restore``.

On PostgreSQL the role that backs up must see every row (attribute BYPASSRLS, or a superuser): ``CLAIMWRIGHT_OFFICE_BACKUP_URL`` names it,
else the owner's address is used. ``pg_dump`` itself refuses to leave out rows that a policy hides. The owner restores, and must be allowed
to make databases (CREATEDB).
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.db import connection

from claimwright.core import InputError
from claimwright.office.databases import as_owner, database, for_backup

Settings = dict[str, Any]


def copy_out(file: Path) -> None:
    """Write a copy of the office's database, of one instant, to ``file``."""
    if connection.vendor == "sqlite":
        _copy_sqlite(file)
    else:
        _run(
            "pg_dump",
            "--format=custom",
            "--compress=1",
            "--no-owner",
            "--no-privileges",
            f"--file={file}",
            to=for_backup(),
        )


def _copy_sqlite(file: Path) -> None:
    connection.ensure_connection()
    target = sqlite3.connect(file)
    try:
        connection.connection.backup(target, pages=4096)
    finally:
        target.close()
    file.chmod(0o600)


@contextmanager
def scratch(file: Path, vendor: str, anchors: bytes) -> Iterator[dict[str, str]]:
    """A copy restored beside the office's own database, as the environment of a process that looks at it; removed afterwards."""
    if vendor == "sqlite":
        beside = Path(f"{file}-anchors")
        beside.write_bytes(anchors)
        yield {"CLAIMWRIGHT_OFFICE_DB": str(file)}
        beside.unlink()
        return
    name, owner = f"claimwright_drill_{secrets.token_hex(4)}", _owner()
    beside = _anchors_of(name)
    _make(name, owner)
    try:
        copy_in(file, vendor, name)
        beside.write_bytes(anchors)
        yield {"CLAIMWRIGHT_OFFICE_DB": "", "DATABASE_URL": address(owner | {"NAME": name}), "CLAIMWRIGHT_OFFICE_OWNER_URL": ""}
    finally:
        _run("dropdb", "--if-exists", "--force", name, to=owner | {"NAME": ""})
        beside.unlink(missing_ok=True)


def copy_in(file: Path, vendor: str, name: str) -> None:
    """Put a copy into the database ``name``: a new file on SQLite, an empty database on PostgreSQL."""
    if vendor == "sqlite":
        shutil.move(file, name)
        Path(name).chmod(0o600)
    else:
        _run(
            "pg_restore",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            "--single-transaction",
            f"--dbname={name}",
            str(file),
            to=_owner(),
        )


def make_target(vendor: str) -> tuple[str, Path]:
    """The office's own database as the place to restore to, and its anchor file. Raises InputError where something is there already."""
    from claimwright.office.kit import anchors

    name, beside = str(connection.settings_dict["NAME"]), anchors.wanted()
    if connection.vendor != vendor:
        raise InputError(
            "restore", f"the backup is of {vendor}, the office works on {connection.vendor}", "name the database it shall go to"
        )
    if vendor == "sqlite":
        if Path(name).exists():
            raise InputError(name, "is there already", "move it away first; a restore overwrites nothing")
    else:
        try:
            _make(name, _owner())
        except InputError as error:
            raise InputError(
                name, "cannot be made; perhaps it is there already", "rename it first; a restore overwrites nothing"
            ) from error
    if beside is None or beside.exists():
        raise InputError(str(beside), "the anchors of the trail are there already", "move them away with the database")
    return name, beside


def address(to: Settings) -> str:
    """A settings dictionary as an address of PostgreSQL."""
    password = f":{quote(str(to['PASSWORD']), safe='')}" if to.get("PASSWORD") else ""
    options = {
        **({"host": to["HOST"]} if to.get("HOST") else {}),
        **({"port": to["PORT"]} if to.get("PORT") else {}),
        **to.get("OPTIONS", {}),
    }
    plain = {name: value for name, value in options.items() if isinstance(value, str | int)}
    return f"postgresql://{quote(str(to['USER']), safe='')}{password}@/{quote(str(to['NAME']), safe='')}?{urlencode(plain)}"


def _owner() -> Settings:
    return as_owner() or database()


def _anchors_of(name: str) -> Path:
    from claimwright.office import paths

    return paths.data_directory() / f"{name}-anchors"


def _make(name: str, owner: Settings) -> None:
    _run("createdb", name, to=owner | {"NAME": ""})


def _run(program: str, *words: str, to: Settings) -> None:
    """One of PostgreSQL's own programs; the password goes by the environment, never by the command line."""
    found = shutil.which(program) or next(
        (str(file) for file in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)), ""
    )
    if not found:
        raise InputError(program, "is not installed", "install PostgreSQL's client programs")
    pairs = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = {name: str(to[key]) for name, key in pairs.items() if to.get(key)}
    if mode := to.get("OPTIONS", {}).get("sslmode"):
        environment["PGSSLMODE"] = mode
    done = subprocess.run([found, *words], env={**os.environ, **environment}, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise InputError(program, " ".join(done.stderr.split())[:300] or f"ended with {done.returncode}")
