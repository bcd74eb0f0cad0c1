"""The office under load: twenty people in fifty practices with 200,000 claims on a PostgreSQL of its own; how long each page takes.

The work of the demonstration is multiplied to that size (:mod:`claimwright.cli.measures.office_grown`), the office is served by
``claimwright serve`` on loopback, and every page that can be looked at is asked for, two requests a second in all.
``CLAIMWRIGHT_BENCH_CLAIMS`` and ``CLAIMWRIGHT_BENCH_REQUESTS`` make it smaller or longer. It takes some minutes and some gigabytes, so it
runs only when it is named.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from claimwright.core import InputError

NAME = "office"
ON_REQUEST = True
CLAIMS, PRACTICES, PEOPLE, RATE = 200_000, 50, 20, 2.0
REQUESTS = 1200
COUNTED = {
    "claims": "claims_claim", "journal entries": "ledger_journalentry", "postings": "ledger_journalposting",
    "encounters": "encounters_encounter", "patients": "encounters_patient", "words of the blind index": "kit_searchterm",
}  # fmt: skip
SLOW = 250.0
"""Milliseconds within which 95 of 100 answers of every kind of page shall come."""


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """Fill, serve, ask, print the table. Needs PostgreSQL on this machine."""
    from claimwright.cli.measures.postgres_cluster import LASTING, Cluster

    with tempfile.TemporaryDirectory() as folder, Cluster(LASTING).running() as cluster:
        os.environ |= {
            "CLAIMWRIGHT_DATA": folder, "CLAIMWRIGHT_KEYS": f"{folder}/keys", "DATABASE_URL": cluster.url,
            "CLAIMWRIGHT_OFFICE_OWNER_URL": cluster.owner_url,
        }  # fmt: skip
        practices, size = _fill(cluster, echo)
        with _served(Path(folder)) as port:
            return {"size": size, **_worked(port, practices, echo)}


def _fill(cluster: Any, echo: Callable[[str], None]) -> tuple[list[Any], dict[str, int]]:
    """The practices, the one with the most work first, and how many rows there are of what."""
    import psycopg

    from claimwright.cli.measures import office_grown, office_people, postgres_cluster
    from claimwright.office.boot import start

    began = time.perf_counter()
    start(migrate=True)
    mould = office_grown.Mould(office_people.practice_at_work())
    practices = office_people.further_practices(PRACTICES)
    copies = office_grown.shared_out([one.pk for one in practices], _number("CLAIMS", CLAIMS) // mould.claims())
    with psycopg.connect(f"{cluster.root} dbname={postgres_cluster.NAME}", autocommit=True) as root:
        root.execute("SET session_replication_role = replica")
        mould.pour(root, copies)
        root.execute("VACUUM ANALYZE")
        size = {what: _asked(root, f"SELECT count(*) FROM {table}") for what, table in COUNTED.items()}  # noqa: S608 - own names
        size["megabytes"] = _asked(root, "SELECT pg_database_size(current_database()) / 1000000")
    told = ", ".join(f"{number:,} {what}" for what, number in size.items())
    echo(f"office filled in {time.perf_counter() - began:.0f} s, {len(practices)} practices: {told}")
    return practices, size


def _asked(root: Any, question: str) -> int:
    return int(root.execute(question).fetchone()[0])


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    """The port at which ``claimwright serve`` answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-c", "from claimwright.cli.main import main; main()", "serve", "--port", str(port)]
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - our own program
    try:
        for _ in range(240):
            time.sleep(0.25)
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            if server.poll() is not None:
                raise InputError("serve", f"ended at once: {(folder / 'serve.log').read_text()[-500:]}")
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _worked(port: int, practices: list[Any], echo: Callable[[str], None]) -> dict[str, Any]:
    from claimwright.cli.measures import office_load, office_people

    people = office_people.signed_in(port, practices, PEOPLE)
    office_load.work(port, people, RATE, len(people) * 2)  # nobody measures the first look of a process
    asked = _number("REQUESTS", REQUESTS)
    began = time.perf_counter()
    kinds = office_load.work(port, people, RATE, asked)
    rate = asked / (time.perf_counter() - began)
    echo(f"{asked} requests of {len(people)} people, {rate:.1f} a second; milliseconds, the slowest kinds of page first:")
    rows = {name: _row(kind) for name, kind in kinds.items()}
    for name, row in sorted(rows.items(), key=lambda item: -item[1]["p95"]):
        echo(f"  {name:32} {row['asked']:5} asked   p50 {row['p50']:7.1f}   p95 {row['p95']:7.1f}   max {row['max']:7.1f}" + _odd(row))
    slow = [name for name, row in rows.items() if row["p95"] > SLOW]
    echo(f"{len(rows) - len(slow)} of {len(rows)} kinds of page have their p95 within {SLOW:.0f} ms")
    return {"rate": round(rate, 2), "pages": rows, "slow": slow}


def _row(kind: Any) -> dict[str, float]:
    shares = {name: kind.quantile(share) for name, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0))}
    return {"asked": len(kind.seconds), **shares, "not a page": kind.others}


def _odd(row: dict[str, float]) -> str:
    return f"   {row['not a page']} were no page" if row["not a page"] else ""


def _number(name: str, default: int) -> int:
    return int(os.environ.get(f"CLAIMWRIGHT_BENCH_{name}", default))
