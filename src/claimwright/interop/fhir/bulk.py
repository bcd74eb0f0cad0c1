"""A bulk export (NDJSON): resources of one patient lie in many files; they are joined patient by patient in constant memory.

The lines that matter go into a private temporary SQLite database (the empty file name of SQLite: never visible in the file system, gone
when closed); then each patient's chart is read from it. Source: FHIR Bulk Data Access IG 2.0, one resource a line.
"""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from .chart import Chart, Import, Practice, Problem
from .reading import NAMED, resources, take
from .shapes import Head, Linking

LONGEST_LINE = 20_000_000
_ENCLOSED = "select distinct enclosed.data from link join enclosed on enclosed.id = link.id where link.person = ?"
_LINKS = msgspec.json.Decoder(Linking)
_HEAD = msgspec.json.Decoder(Head)


def read_export(paths: Iterable[Path], practice: Practice) -> Iterator[Import]:
    """One import for each patient, then one for the files themselves: what was skipped and what was broken."""
    store = sqlite3.connect("")
    try:
        store.execute("create table resource (person text, source text, place integer, data blob)")
        store.execute("create table name (data blob)")
        store.execute("create table enclosed (id text primary key, data blob)")
        store.execute("create table link (person text, id text)")
        skipped: Counter[str] = Counter()
        problems: list[Problem] = []
        for path in paths:
            _load(path, store, skipped, problems)
        store.execute("create index by_person on resource (person)")
        store.execute("create index link_of_person on link (person)")
        yield from _patients(store, practice)
        yield Import(source=", ".join(path.name for path in paths), skipped=dict(skipped), problems=tuple(problems))
    finally:
        store.close()


def _load(path: Path, store: sqlite3.Connection, skipped: Counter[str], problems: list[Problem]) -> None:
    place = 0
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as stream:
            while line := stream.readline(LONGEST_LINE):
                place += 1
                if line.strip():
                    _keep(line, path.name, place, store, skipped, problems)
    except (OSError, EOFError, zlib.error) as error:
        problems.append(Problem(source=path.name, place=place + 1, what=f"the rest cannot be read: {type(error).__name__}"))


def _keep(line: bytes, source: str, place: int, store: sqlite3.Connection, skipped: Counter[str], problems: list[Problem]) -> None:
    try:
        head = _HEAD.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        problems.append(Problem(source=source, place=place, what="is not a FHIR resource in JSON"))
        return
    if head.resource_type not in resources():
        skipped[head.resource_type or "no resourceType"] += 1
    elif head.resource_type == "Binary":
        store.execute("insert or replace into enclosed values (?, ?)", (head.id, line))
    elif head.resource_type in NAMED:
        store.execute("insert into name values (?)", (line,))
    elif not head.person:
        problems.append(Problem(source=source, place=place, what=f"{head.resource_type} names no patient"))
    else:
        store.execute("insert into resource values (?, ?, ?, ?)", (head.person, source, place, line))
        store.executemany("insert into link values (?, ?)", ((head.person, key) for key in _links(head, line)))


def _links(head: Head, line: bytes) -> Iterator[str]:
    """The ids of what a document links instead of enclosing it."""
    if head.resource_type == "DocumentReference" and b'"url"' in line:
        try:
            found = _LINKS.decode(line)
        except msgspec.MsgspecError:
            return
        yield from (item.attachment.link for item in found.content if item.attachment.link)


def _patients(store: sqlite3.Connection, practice: Practice) -> Iterator[Import]:
    names = [data for (data,) in store.execute("select data from name")]
    for (person,) in store.execute("select distinct person from resource order by person").fetchall():
        chart = Chart("", practice)
        for data in names:
            take(data, 0, chart, names=True)
        for (data,) in store.execute(_ENCLOSED, (person,)):
            take(data, 0, chart, names=True)
        rows = store.execute("select source, place, data from resource where person = ? order by rowid", (person,))
        for source, place, data in rows:
            chart.source = source
            take(data, place, chart, names=False)
        chart.source = "export"
        yield chart.finish()
