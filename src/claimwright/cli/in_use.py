"""Codes in use, out of a file: bare codes, or codes by who uses them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from claimwright.core import InputError, parse_date

_MEND = 'write lines like {"label": "claim A1001", "codes": ["E11.9"], "on": "2026-10-03"}, or CSV with the columns label, code, on'


def read_codes(name: str) -> Iterator[str]:
    """Codes of a file, or of standard input for ``-``. Raises InputError naming the line that has none."""
    for number, line in _lines(name):
        if not line.startswith("#"):
            yield from _bare(line) if not line.startswith("{") else _codes(_decoded(line, f"{name} line {number}"), f"{name} line {number}")


def read_labelled(name: str, since: date | None) -> dict[str, list[str]]:
    """Codes by label, of JSON lines or CSV. What was served before ``since`` is left out. Raises InputError naming the line at fault."""
    lines = [(number, line) for number, line in _lines(name) if not line.startswith("#")]
    rows = _json_rows(name, lines) if lines and lines[0][1].startswith("{") else _csv_rows(name, lines)
    found: dict[str, list[str]] = {}
    for where, label, codes, on in rows:
        if not label:
            raise InputError(where, "has no label", _MEND)
        if since is None or on is None or on >= since:
            found.setdefault(label, []).extend(codes)
    return found


def _lines(name: str) -> Iterator[tuple[int, str]]:
    import sys

    from claimwright.cli.files import read_text

    text = sys.stdin.read() if name == "-" else read_text(name)
    yield from ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _json_rows(name: str, lines: list[tuple[int, str]]) -> Iterator[tuple[str, str, list[str], date | None]]:
    for number, line in lines:
        where = f"{name} line {number}"
        row = _decoded(line, where)
        label = row.get("label")
        yield where, label if isinstance(label, str) else "", _codes(row, where), _day(row.get("on"), where)


def _csv_rows(name: str, lines: list[tuple[int, str]]) -> Iterator[tuple[str, str, list[str], date | None]]:
    heading = next(csv.reader([lines[0][1].lower()])) if lines else []
    if not {"label", "code"} <= set(heading):
        raise InputError(f"{name} line 1", "has no columns label and code", _MEND)
    for number, line in lines[1:]:
        where = f"{name} line {number}"
        row = dict(zip(heading, (cell.strip() for cell in next(csv.reader([line]))), strict=False))
        if not row.get("code"):
            raise InputError(where, "names no code", _MEND)
        yield where, row["label"], [row["code"]], _day(row.get("on"), where)


def _decoded(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(where, f"is no JSON ({error})", _MEND) from error
    if not isinstance(row, dict):
        raise InputError(where, "is no object", _MEND)
    return row


def _codes(row: dict[str, Any], where: str) -> list[str]:
    codes = row.get("codes", [row.get("code")])
    named = [one.get("code") if isinstance(one, dict) else one for one in (codes if isinstance(codes, list) else [codes]) if one]
    found = [one for one in named if isinstance(one, str)]
    if not found or len(found) < len(named):
        raise InputError(where, "names no code", _MEND)
    return found


def _bare(line: str) -> list[str]:
    return [line.split()[0].rstrip(",;")]


def _day(text: Any, where: str) -> date | None:
    if not text:
        return None
    try:
        return parse_date(str(text))
    except ValueError as error:
        raise InputError(where, str(error), _MEND) from error
