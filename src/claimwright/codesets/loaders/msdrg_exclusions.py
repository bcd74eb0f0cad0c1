"""MS-DRG Table 6K (complete list of CC exclusions): which principal diagnoses make a CC or MCC count as neither.

Layout, fixed width, codes without dots: part 1 lists every code with its level and the number of its collection (``0002:3 codes``, or
``No Excl``), then the collections of principal diagnoses; part 2 the codes that count only for a patient who left alive; part 3 secondary
diagnoses that do not count in some groups (https://www.cms.gov/medicare/payment/prospective-payment-systems/acute-inpatient-pps, Tables
6A-6P of the final rule). The file's name says its year.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import IO, NamedTuple, TypeVar

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..official.reading import text_of
from ..store import Loaded, Store

V = TypeVar("V")
SYSTEM = "msdrg-exclusions"
_TITLE = re.compile(rb'\s*"?TABLE 6K\b[^\r\n]*CC EXCLUSIONS', re.IGNORECASE)
_YEAR = re.compile(r"FY ?(20\d\d)", re.IGNORECASE)
_PART = re.compile(r"K Part ([123]):")
_CODE = re.compile(r" ([A-Z][0-9A-Z]{2,6}) +(M?CC) +(?:(\d{4}):([\d,]+) codes?|No Excl)\b.*")
_COLLECTION = re.compile(r"PDX collection (\d{4})\s*")
_MEMBER = re.compile(r"  ([A-Z][0-9A-Z]{2,6})\s+\S.*")
_GROUP = re.compile(r"(?:MDC|DRG|Pre).*", re.IGNORECASE)
_MEND = "give the text file of the final rule's Table 6K, whole"


class _Found(NamedTuple):
    """What stands where: codes with level, collection and its size; members of collections; codes of part 2; groups of part 3."""

    codes: dict[str, tuple[str, str | None, int, int]]
    collections: dict[str, dict[str, int]]
    alive: dict[str, int]
    groups: dict[tuple[str, str], int]


def recognises(head: bytes) -> bool:
    """By its title."""
    return _TITLE.match(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one year. Raises InputError naming the line that is of no kind, stands twice, or a collection that is not whole."""
    named = _YEAR.search(file_name(store))
    if named is None:
        raise InputError("file", "does not say of which year it is", "keep CMS's own name of the file (Table 6K - ... FY2026.txt)")
    found = _read(text_of(stream.read()))
    _whole(found)
    year = int(named[1])
    about = Loaded(
        system=SYSTEM, release=str(year), rows=0, source=f"CMS IPPS final rule, Table 6K, FY{year}", first=date(year - 1, 10, 1),
        last=date(year, 9, 30), whole=10000,
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, found))


def _read(text: str) -> _Found:
    found = _Found({}, {}, {}, {})
    part, begun, collection, group = "", False, "", ""
    for number, line in enumerate(text.splitlines(), 1):
        if mark := _PART.match(line):
            part, collection, group = mark[1], "", ""
        elif not part or not line.strip():
            continue
        elif part == "1" and (code := _CODE.fullmatch(line)):
            begun = True
            _once(found.codes, code[1], (code[2], code[3], int((code[4] or "0").replace(",", "")), number), number)
        elif part == "1" and (mark := _COLLECTION.fullmatch(line)):
            collection = mark[1]
            _once(found.collections, collection, {}, number)
        elif member := _MEMBER.fullmatch(line):
            _place(found, part, collection or group, member[1], number)
        elif part == "3" and _GROUP.fullmatch(line):
            group = " ".join(line.split())
        elif begun or part != "1":
            raise InputError("file", f"line {number} is of no kind that the table has ({line[:40]!r})", _MEND)
    return found


def _place(found: _Found, part: str, under: str, code: str, number: int) -> None:
    """A code of a collection, of part 2, or of a group of part 3."""
    if part == "2":
        _once(found.alive, code, number, number)
    elif not under:
        raise InputError("file", f"line {number} names {code} before any {'collection' if part == '1' else 'group'}", _MEND)
    elif part == "1":
        _once(found.collections[under], code, number, number)
    else:
        found.groups.setdefault((under, code), number)  # a group may come in several pieces


def _once(into: dict[str, V], key: str, value: V, number: int) -> None:
    if key in into:
        raise InputError("file", f"line {number} repeats {key}", _MEND)
    into[key] = value


def _whole(found: _Found) -> None:
    """Every collection a code names is there with as many codes as the code says."""
    if not found.codes or not found.alive or not found.groups:
        raise InputError("file", "lacks one of its three parts", _MEND)
    for code, (_level, collection, size, number) in found.codes.items():
        if collection is not None and len(found.collections.get(collection, ())) != size:
            held = len(found.collections.get(collection, ()))
            raise InputError("file", f"line {number}: collection {collection} of {code} has {held} codes, not {size}", _MEND)


def _write(connection: sqlite3.Connection, found: _Found) -> int:
    connection.execute("CREATE TABLE severity(code TEXT PRIMARY KEY, level TEXT, collection TEXT, alive INTEGER) WITHOUT ROWID")
    connection.execute("CREATE TABLE collection(number TEXT, code TEXT, PRIMARY KEY(number, code)) WITHOUT ROWID")
    connection.execute("CREATE TABLE drg_group(name TEXT, code TEXT, PRIMARY KEY(code, name)) WITHOUT ROWID")
    codes = ((code, level, collection, int(code in found.alive)) for code, (level, collection, _size, _line) in sorted(found.codes.items()))
    connection.executemany("INSERT INTO severity VALUES(?, ?, ?, ?)", codes)
    connection.executemany("INSERT INTO collection VALUES(?, ?)", _members(found))
    connection.executemany("INSERT INTO drg_group VALUES(?, ?)", list(found.groups))
    return len(found.codes)


def _members(found: _Found) -> Iterator[tuple[str, str]]:
    for number, members in sorted(found.collections.items()):
        yield from ((number, code) for code in sorted(members))
