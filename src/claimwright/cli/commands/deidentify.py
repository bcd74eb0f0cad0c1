"""``claimwright deidentify``: records without the eighteen identifiers of Safe Harbor, and the check of an export."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from claimwright.core import InputError, ShapeError, Value, decode, encode, field


class Line(Value, frozen=True):
    """A note to clean. ``known``: fields of its record (names, addresses, numbers); ``date``: when it was written, as YYYY or a day."""

    text: str
    id: str = ""
    known: dict[str, Any] = field(default_factory=dict)
    date: str = ""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("deidentify")(command)


def command(
    source: str = typer.Argument("-", metavar="[FILE]", help='Notes, one {"text", "known"?, "date"?} a line; - is standard input.'),
    check: bool = typer.Option(False, "--check", help="Change nothing: say where identifiers stand. Exit status 1 where there are any."),
    office: bool = typer.Option(False, "--office", help="The office's encounters instead: fields, codes and notes."),
    database: Path = typer.Option(None, help="With --office: its SQLite file; default: the office's own database."),
) -> None:
    """Take the identifiers of 45 CFR 164.514(b)(2) out. Ids become running numbers. No scanner finds all that texts hide: read a sample."""
    if office:
        _office(database)
        return
    from claimwright.cli.files import read_bytes

    data = sys.stdin.buffer.read() if source == "-" else read_bytes(source, limit=512 * 2**20)
    lines = [line for line in data.splitlines() if line.strip()]
    raise typer.Exit(_check(lines) if check else _clean(lines))


def _clean(lines: list[bytes]) -> int:
    from claimwright.interop.deidentify import cleaned, known_of

    status = 0
    for number, line in enumerate(lines, 1):
        note = _note(line)
        if isinstance(note, str):
            status = 1
            _say({"record": number, "error": note})
            continue
        text, removed = cleaned(note.text, known_of(note.known), year=_year(note.date))
        _say({"record": number, "text": text, "removed": removed})
    return status


def _check(lines: list[bytes]) -> int:
    from claimwright.interop.deidentify import IDENTIFIERS, scan

    found = 0
    for number, line in enumerate(lines, 1):
        for path, text in _texts(_any(number, line)):
            for item in scan(text):
                found += 1
                _say({"line": number, "field": path, "letter": item.letter, "name": IDENTIFIERS[item.letter].name, "start": item.start,
                      "end": item.end})  # fmt: skip
    print(f"{found} identifiers in {len(lines)} lines", file=sys.stderr)
    return 1 if found else 0


def _office(database: Path | None) -> None:
    from .trail import open_office

    open_office(database)
    from claimwright.office.guard import deidentified

    for record in deidentified.records():
        _say(record)


def _note(line: bytes) -> Line | str:
    """The note, or what is wrong with the line (never what it says)."""
    try:
        return decode(line, Line)
    except (ShapeError, ValueError, InputError):
        return 'the line is no {"text": "..."}'


def _any(number: int, line: bytes) -> Any:
    try:
        return decode(line, Any)
    except (ShapeError, ValueError) as error:
        raise InputError(f"line {number}", "is no JSON") from error


def _texts(item: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(item, str):
        yield path, item
    pairs = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
    for name, part in pairs:
        yield from _texts(part, f"{path}.{name}" if path else str(name))


def _year(text: str) -> int:
    return int(text[:4]) if text[:4].isascii() and text[:4].isdigit() else 0


def _say(record: dict[str, Any]) -> None:
    sys.stdout.write(encode(record).decode() + "\n")
