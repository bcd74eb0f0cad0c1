"""The office under load: twenty people in fifty practices with 200,000 claims on a PostgreSQL of its own; how long each page takes.

The work of the demonstration is multiplied to that size (:mod:`claimwright.cli.measures.office_grown`), the office is served by
``claimwright serve`` on loopback, and every page and search of its table of addresses is asked for, two requests a second in all.

``CLAIMWRIGHT_BENCH_OFFICE`` names a folder in which the filled office stays: the next run finds it there and takes ten minutes.
``CLAIMWRIGHT_BENCH_CLAIMS``, ``_PRACTICES`` and ``_REQUESTS`` make it smaller or longer (no requests: it is only filled). Filling takes
a quarter of an hour and some twenty gigabytes, so all of it runs only when it is named.
"""

from __future__ import annotations

import json
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
REQUESTS = 1100
COUNTED = {
    "claims": "claims_claim", "journal entries": "ledger_journalentry", "postings": "ledger_journalposting",
    "encounters": "encounters_encounter", "encounters with their chart": "(SELECT DISTINCT encounter_id FROM encounters_document) charts",
    "decisions": "encounters_codedecision", "patients": "encounters_patient", "words of the blind index": "kit_searchterm",
    "events of the trail": "kit_auditevent",
}  # fmt: skip
SLOW, SLOW_SEARCH = 250.0, 150.0
"""Milliseconds within which 95 of 100 answers of every kind of page, and of every search, shall come."""
BUILT = "filled.json"
"""Stands in the folder when the office is filled, and says how large it is."""


def run(samples: Path | None, echo: Callable[[str], None]) -> dict[str, Any]:
    """Fill, serve, ask, print the table. Needs PostgreSQL on this machine."""
    from claimwright.cli.measures.postgres_cluster import LASTING, Cluster

    with _folder() as folder, Cluster(LASTING, at=folder / "postgres").running() as cluster:
        os.environ |= {
            "CLAIMWRIGHT_DATA": f"{folder}/data", "CLAIMWRIGHT_KEYS": f"{folder}/keys", "DATABASE_URL": cluster.url,
            "CLAIMWRIGHT_OFFICE_OWNER_URL": cluster.owner_url,
        }  # fmt: skip
        size = _filled(folder, cluster, echo)
        if not _number("REQUESTS", REQUESTS):
            return {"size": size}
        with _served(folder) as port:
            return {"size": size, **_worked(port, echo)}


@contextmanager
def _folder() -> Iterator[Path]:
    """The folder that is named, made where it is missing; else one that ends with the run."""
    if named := os.environ.get("CLAIMWRIGHT_BENCH_OFFICE"):
        folder = Path(named).resolve()
        if (folder / "postgres").exists() and not (folder / BUILT).exists():
            raise InputError(named, "holds an office that was not filled to its end", "remove the folder")
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory() as made:
            Path(made).chmod(0o711)  # the database's own account passes through
            yield Path(made)


def _filled(folder: Path, cluster: Any, echo: Callable[[str], None]) -> dict[str, int]:
    """How many rows there are of what; filled where it is not yet, and brought up to date where it is."""
    from claimwright.office.boot import start

    began = time.perf_counter()
    (folder / "data").mkdir(exist_ok=True)
    start(migrate=True)
    if (folder / BUILT).exists():
        size: dict[str, int] = json.loads((folder / BUILT).read_text())
        echo(f"office found, filled before: {_told(size)}")
        return size
    size = _fill(cluster)
    (folder / BUILT).write_text(json.dumps(size))
    echo(f"office filled in {time.perf_counter() - began:.0f} s: {_told(size)}")
    return size


def _fill(cluster: Any) -> dict[str, int]:
    import psycopg

    from claimwright.cli.measures import office_grown, office_people, postgres_cluster

    mould = office_grown.Mould(office_people.practice_at_work())
    practices = office_people.further_practices(_number("PRACTICES", PRACTICES))
    copies = office_grown.shared_out([one.pk for one in practices], _number("CLAIMS", CLAIMS) // mould.claims())
    with psycopg.connect(f"{cluster.root} dbname={postgres_cluster.NAME}", autocommit=True) as root:
        root.execute("SET session_replication_role = replica")
        mould.pour(root, copies)
        office_grown.trail(root)
        root.execute("VACUUM ANALYZE")
        size = {what: _asked(root, f"SELECT count(*) FROM {table}") for what, table in COUNTED.items()}  # noqa: S608 - own names
        size["megabytes"] = _asked(root, "SELECT pg_database_size(current_database()) / 1000000")
    return size


def _told(size: dict[str, int]) -> str:
    return ", ".join(f"{number:,} {what}" for what, number in size.items())


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


def _worked(port: int, echo: Callable[[str], None]) -> dict[str, Any]:
    from claimwright.cli.measures import office_load, office_people

    people = office_people.signed_in(port, office_people.further_practices(_number("PRACTICES", PRACTICES)), PEOPLE)
    reached = {kind for person in people for kind in person.pages}
    echo(f"{len(reached)} kinds of page and search, reached by {len(people)} people")
    office_load.work(port, people, RATE, len(people) * 2)  # nobody measures the first look of a process
    asked = _number("REQUESTS", REQUESTS)
    began = time.perf_counter()
    kinds = office_load.work(port, people, RATE, asked)
    rate = asked / (time.perf_counter() - began)
    echo(f"{asked} requests, {rate:.1f} a second; milliseconds, the slowest kinds of page first:")
    rows = {name: _row(kind) for name, kind in kinds.items()}
    for name, row in sorted(rows.items(), key=lambda item: -item[1]["p95"]):
        echo(f"  {name:46} {row['asked']:5} asked   p50 {row['p50']:7.1f}   p95 {row['p95']:7.1f}   max {row['max']:7.1f}" + _odd(row))
    slow = [name for name, row in rows.items() if row["p95"] > (SLOW_SEARCH if name.endswith(("find", "search")) else SLOW)]
    echo(f"{len(rows) - len(slow)} of {len(rows)} have their p95 within {SLOW:.0f} ms, searches within {SLOW_SEARCH:.0f} ms")
    return {"rate": round(rate, 2), "pages": rows, "slow": slow}


def _row(kind: Any) -> dict[str, float]:
    shares = {name: kind.quantile(share) for name, share in (("p50", 0.5), ("p95", 0.95), ("max", 1.0))}
    return {"asked": len(kind.seconds), **shares, "not a page": kind.others}


def _odd(row: dict[str, float]) -> str:
    return f"   {row['not a page']} were no page" if row["not a page"] else ""


def _number(name: str, default: int) -> int:
    return int(os.environ.get(f"CLAIMWRIGHT_BENCH_{name}", default))
