"""What a database holds, in numbers that a restored copy must give again; and whether it is whole.

Run as a program (``python -m claimwright.office.guard.census``) it looks at the database that the environment names and prints JSON: the
check of a restored copy happens in a process of its own, which has seen no other database. ``--scratch`` lets it take the row-level
security off first, which only a copy allows.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from django.db import connection


def counted() -> dict[str, Any]:
    """Rows by table, the end of the audit chain, the ledger by account, and the entries that do not balance."""
    with connection.cursor() as cursor:
        tables = sorted(table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t")
        rows = {table: _one(cursor, f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}") for table in tables}  # noqa: S608
        cursor.execute("SELECT sequence, digest FROM kit_audithead")
        head = cursor.fetchone() or (0, "")
        cursor.execute("SELECT practice_id, account, SUM(amount) FROM ledger_journalposting GROUP BY 1, 2 ORDER BY 1, 2")
        accounts = {f"{practice}:{account}": int(amount) for practice, account, amount in cursor.fetchall()}
        uneven = _one(
            cursor, "SELECT COUNT(*) FROM (SELECT entry_id FROM ledger_journalposting GROUP BY entry_id HAVING SUM(amount) <> 0) AS uneven"
        )
    return {"rows": rows, "head": list(head), "accounts": accounts, "unbalanced": uneven}


def proved() -> dict[str, Any]:
    """The walk over the audit chain, and how many sealed values were opened as a sample (the first and the last of each column)."""
    from claimwright.office.kit import audit, crypto

    verdict, opened, fault = audit.verify(), 0, ""
    try:
        opened = sum(1 for _ in _sample())
    except (crypto.Tampered, ValueError, OSError) as error:
        fault = f"a sealed value does not open: {error}"
    return {"events": verdict.events, "chain": verdict.fault, "notes": list(verdict.notes), "opened": opened, "sealed": fault}


def _sample() -> Any:
    from claimwright.office.kit import crypto, sealing

    for column in sealing.columns():
        for practice, row, value in sealing.ends(column):
            sealed = crypto.from_text(value) if column.text else bytes(value)
            yield crypto.unseal(crypto.Place(practice, column.table, column.name, row), sealed)


def _one(cursor: Any, sql: str) -> int:
    cursor.execute(sql)
    return int(cursor.fetchone()[0])


def _let_owner_see() -> None:
    """Without FORCE the owner of the tables sees every row; only ever done to a copy."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT oid::regclass::text FROM pg_class WHERE relforcerowsecurity AND relkind = 'r'")
            for (table,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")


if __name__ == "__main__":
    from claimwright.office.boot import start

    start(migrate=False)
    if "--scratch" in sys.argv:
        _let_owner_see()
    sys.stdout.write(json.dumps({**counted(), **proved()}))
