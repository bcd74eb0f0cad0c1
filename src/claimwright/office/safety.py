"""What must be so before real patients are served. Each fault says where, what, and how to mend it; the demonstration is exempt."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import connection

from claimwright.core import InputError
from claimwright.interop.transport.agreement import is_own

from . import paths

SHORTEST_KEY = 32
"""Signs of a key that nobody guesses; ours have 64."""
ENCRYPTED = ("require", "verify-ca", "verify-full")


def faults(host: str = "") -> list[InputError]:
    """Everything that makes serving at ``host`` unsafe ("": a server of the operator's own in front); none in the demonstration."""
    if settings.DEMONSTRATION:
        return []
    return list(chain(_key(), _debug(), _address(host), _files(), _database()))


def _key() -> Iterator[InputError]:
    key = settings.SECRET_KEY
    if len(key) < SHORTEST_KEY or len(set(key)) < 12 or key.startswith("django-insecure-"):
        file = paths.data_directory() / "office.key"
        yield InputError(str(file), "the key that signs sessions is missing or weak", "remove the file: a good one is made at the start")


def _debug() -> Iterator[InputError]:
    if settings.DEBUG:
        yield InputError("DEBUG", "error pages would show values of records to anybody", "set it to False")


def _address(host: str) -> Iterator[InputError]:
    if host and not is_own(host) and not settings.TLS:
        yield InputError(
            f"--host {host}",
            "passwords and records would travel in the open",
            "put a server with TLS in front and set CLAIMWRIGHT_OFFICE_TLS=1, or serve at 127.0.0.1",
        )


def _files() -> Iterator[InputError]:
    """Keys and the SQLite database are their owner's alone, and nobody else may put files beside them."""
    database = Path(str(settings.DATABASES["default"]["NAME"])) if connection.vendor == "sqlite" else None
    keys = [*paths.data_directory().glob("*.key"), *(paths.data_directory() / "keys").glob("*.key")]
    for file in filter(None, (database, *keys)):
        if file.is_file() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield InputError(str(file), "others on this machine can read it", f"run: chmod 600 {file}")
    folder = paths.data_directory()
    if stat.S_IMODE(folder.stat().st_mode) & 0o022:
        yield InputError(str(folder), "others on this machine can write into it", f"run: chmod 700 {folder}")


def _database() -> Iterator[InputError]:
    if connection.vendor != "postgresql":
        return
    options = settings.DATABASES["default"]
    host = options["HOST"]
    if host and not host.startswith("/") and not is_own(host) and options["OPTIONS"].get("sslmode") not in ENCRYPTED:
        yield InputError("DATABASE_URL", f"records would travel to {host} in the open", "add ?sslmode=verify-full")
    name = options["USER"]
    for (question, what), mend in zip(_OF_THE_ROLE, _MENDS, strict=True):
        with connection.cursor() as cursor:
            cursor.execute(question)
            found = [row[0] for row in cursor.fetchall()]
        if found:
            yield InputError("DATABASE_URL", what.format(role=name, found=", ".join(found[:3])), mend.format(role=name))


_OF_THE_ROLE = (
    (
        "SELECT rolname FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND pg_has_role(session_user, oid, 'MEMBER')",
        "the role {role} may go around row-level security, the second lock between practices",
    ),
    (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(session_user, tableowner, 'MEMBER') ORDER BY 1",
        "the role {role} owns tables ({found}) and could take their locks and triggers off",
    ),
    (
        "SELECT relname FROM pg_class t WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND EXISTS (SELECT 1 FROM pg_policy"
        " WHERE polrelid = t.oid) AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1",
        "row-level security is off for {found}",
    ),
)
_MENDS = (
    "run: ALTER ROLE {role} NOSUPERUSER NOBYPASSRLS",
    "give the tables to another role, named by CLAIMWRIGHT_OFFICE_OWNER_URL, and connect as one that owns none",
    "name their owner by CLAIMWRIGHT_OFFICE_OWNER_URL and start again: it puts the locks back",
)
