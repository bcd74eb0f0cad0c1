"""The diagnoses for which Medicare's local coverage determinations pay a procedure: ``covered``, ``notCovered``, ``lcdIds``.

A union over all contractors of CMS's coverage database (https://www.cms.gov/medicare-coverage-database), as published in
tejitpabari99/hospital-bill-checker (MIT): no contractor, no groups that must come together, no days. It warns, it does not decide.
"""

from __future__ import annotations

import json
import sqlite3
from typing import IO, Any

from claimwright.core import InputError, undotted

from ..official.sheet import AMA_NOTICE
from ..store import Loaded, Store

SYSTEM = "lcd"
AMA = True
_KEYS = {"covered", "notCovered", "lcdIds"}
_MEND = "give the JSON file whole"


def recognises(head: bytes) -> bool:
    """By the names of its members."""
    return head.lstrip()[:1] == b"{" and b'"lcdIds"' in head and b'"covered"' in head


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install the pairs. Raises InputError naming the line or the procedure that is not as it should be."""
    try:
        document = json.loads(stream.read(), object_pairs_hook=_once)
    except ValueError as error:
        raise InputError("file", f"is not whole JSON ({error})", _MEND) from error
    if not isinstance(document, dict) or not document:
        raise InputError("file", "holds no procedure", _MEND)
    for code, facts in document.items():
        if len(code) != 5 or not isinstance(facts, dict) or not facts.keys() >= _KEYS:
            raise InputError("file", f"{code[:10]!r} is no procedure with its diagnoses", _MEND)
    about = Loaded(
        system=SYSTEM, release="union", rows=0, source="CMS coverage database, union over contractors", whole=10000, notice=AMA_NOTICE
    )
    return store.install(about, lambda connection: _write(connection, document))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _write(connection: sqlite3.Connection, document: dict[str, Any]) -> int:
    connection.execute("CREATE TABLE policy(code TEXT PRIMARY KEY, policies TEXT NOT NULL) WITHOUT ROWID")
    connection.execute("CREATE TABLE pair(code TEXT, diagnosis TEXT, covered INTEGER, PRIMARY KEY(code, diagnosis, covered)) WITHOUT ROWID")
    connection.executemany(
        "INSERT INTO policy VALUES(?, ?)", ((code, " ".join(facts["lcdIds"])) for code, facts in sorted(document.items()))
    )
    rows = sorted(
        {
            (code, undotted(diagnosis), sign)
            for code, facts in document.items()
            for name, sign in (("covered", 1), ("notCovered", 0))
            for diagnosis in facts[name]
        }
    )
    connection.executemany("INSERT INTO pair VALUES(?, ?, ?)", rows)
    return len(rows)
