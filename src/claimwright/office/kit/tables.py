"""Lists as CSV, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The header and one line a row."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([harmless(str(cell)) for cell in row])
        yield _taken(out)
    yield _taken(out)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """All of it."""
    return "".join(csv_lines(columns, rows))


def harmless(text: str) -> str:
    """No cell that a spreadsheet takes for a formula (OWASP, "CSV Injection"); a number is none."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r\0") and not NUMBER.fullmatch(text) else text


def _taken(out: io.StringIO) -> str:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text
