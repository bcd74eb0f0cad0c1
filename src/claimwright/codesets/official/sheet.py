"""A delimited official file described by its columns: recognised, read, checked and put into the store by one engine.

The heading row is looked for, never counted: notices of any length may stand before it, and columns are found by their headings.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import IO, Any

from claimwright.core import InputError

from ..ncci.quarters import file_name
from ..store import Loaded, Store, day_number
from .reading import folded, records, text_of
from .spans import Spanning

AMA_NOTICE = "CPT codes, descriptions and other data only are copyright American Medical Association. All rights reserved."
_MEND = "give the file as it was published, whole"
_PREAMBLE = 60
Read = Callable[[str], Any]


def text(cell: str) -> str | None:
    """Words, None where there are none."""
    return " ".join(cell.split()) or None


def procedure(cell: str) -> str:
    """A CPT or HCPCS number. Raises ValueError."""
    if not re.fullmatch(r"[0-9A-Z]{5}", cell):
        raise ValueError(f"{cell!r} is no procedure code")
    return cell


def diagnosis(cell: str) -> str:
    """An ICD-10 code without its dot; AHRQ puts it in quotes. Raises ValueError."""
    bare = cell.strip("'\" ").replace(".", "").upper()
    if not re.fullmatch(r"[A-Z0-9]{3,7}", bare):
        raise ValueError(f"{cell!r} is no diagnosis code")
    return bare


def amount(cell: str) -> str | None:
    """A number as decimal text, without currency sign and commas; None for a blank, a point or N/A. Raises ValueError."""
    bare = cell.strip("'\" ").replace("$", "").replace(",", "").removesuffix("%")
    if bare in ("", ".", "N/A", "NA"):
        return None
    try:
        return str(Decimal(bare))
    except InvalidOperation:
        raise ValueError(f"{cell!r} is no number") from None


def whole_number(cell: str) -> int | None:
    """A count, commas allowed; None where it is blank. Raises ValueError."""
    bare = cell.replace(",", "").strip()
    return int(bare) if bare and bare != "." else None


def compact_day(cell: str) -> int | None:
    """``20260101`` as the store writes days; None where it is blank or zero. Raises ValueError."""
    from claimwright.core import parse_date

    return day_number(parse_date(cell)) if cell.strip("0") else None


@dataclass(frozen=True)
class Column:
    """One column: ``name`` in the store, the pattern of its ``heading`` (folded), how a cell is ``read``; not every file need have it."""

    name: str
    heading: str
    read: Read = text
    needed: bool = True


@dataclass(frozen=True)
class Sheet:
    """One kind of delimited file.

    ``marks``: patterns that all stand in its beginning. ``heading``: pattern of the heading row's first cell, folded. ``key``: columns that
    name a row; two rows of one key are a fault. ``span``: its release and days. ``whole``: rows a whole release has at least.
    ``ama``: it carries CPT. ``notes``: remarks of one cell may stand between the rows. ``ragged``: cells right of the heading are allowed.
    ``skip``: rows that are not ours, by their cells.
    """

    system: str
    source: str
    marks: tuple[bytes, ...]
    heading: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    span: Spanning
    whole: int = 0
    ama: bool = False
    notice: str = ""
    notes: bool = False
    ragged: bool = False
    skip: Callable[[Sequence[str]], bool] = lambda _cells: False

    def recognises(self, head: bytes) -> bool:
        """Whether every mark stands in the beginning of a file."""
        return all(re.search(mark, head, re.IGNORECASE) for mark in self.marks)

    def load(self, stream: IO[bytes], store: Store) -> Loaded:
        """Check every row, then install. Raises InputError naming the line that is not as it should be."""
        content = text_of(stream.read())
        title, rows = self._opened(content)
        span = self.span(title, file_name(store))
        table = list(self._checked(rows))
        if not table:
            raise InputError("file", "holds no row", _MEND)
        about = Loaded(
            system=self.system, release=span.release, rows=0, source=f"{self.source}, {span.release}", first=span.first, last=span.last,
            whole=self.whole, notice=self.notice or (AMA_NOTICE if self.ama else ""),
        )  # fmt: skip
        return store.install(about, lambda connection: self._write(connection, table))

    def _opened(self, content: str) -> tuple[str, Iterator[tuple[int, list[str], dict[str, int], int]]]:
        """The words before the heading (its own included), and the rows under it with the places of the columns."""
        for delimiter in ("\t", ",", "|"):
            rows, title = records(content, delimiter), ""
            for _number, (_line, cells) in zip(range(_PREAMBLE), rows, strict=False):
                title += " ".join(cells) + "\n"
                if len(cells) > 1 and re.fullmatch(self.heading, folded(cells[0])):
                    places = self._places(cells)
                    width = max((place for place, cell in enumerate(cells) if cell), default=0) + 1
                    return title, ((line, cells, places, width) for line, cells in rows)
        raise InputError("file", "has no heading row", _MEND)

    def _places(self, cells: list[str]) -> dict[str, int]:
        names = [folded(cell) for cell in cells]
        places: dict[str, int] = {}
        for column in self.columns:
            free = (place for place, name in enumerate(names) if place not in places.values() and re.fullmatch(column.heading, name))
            place = next(free, None)
            if place is None and column.needed:
                raise InputError("file", f"has no column {column.name!r}", _MEND)
            if place is not None:
                places[column.name] = place
        return places

    def _checked(self, rows: Iterator[tuple[int, list[str], dict[str, int], int]]) -> Iterator[tuple[Any, ...]]:
        seen: dict[tuple[Any, ...], int] = {}
        for line, cells, places, width in rows:
            filled = sum(map(bool, cells))
            if not filled or self.skip(cells) or (self.notes and filled == 1 and " " in max(cells, key=len)):
                continue
            if len(cells) < width or (not self.ragged and any(cells[width:])):
                raise InputError("file", f"line {line} has {len(cells)} columns, its heading {width}", _MEND)
            row = {column.name: self._cell(column, cells, places, line) for column in self.columns}
            key = tuple(row[name] for name in self.key)
            if key in seen:
                shown = " ".join(str(part) for part in key if part is not None)
                raise InputError("file", f"line {line} repeats {shown} of line {seen[key]}", _MEND)
            seen[key] = line
            yield tuple("" if value is None and name in self.key else value for name, value in row.items())

    def _cell(self, column: Column, cells: list[str], places: dict[str, int], line: int) -> Any:
        if column.name not in places:
            return None
        try:
            return column.read(cells[places[column.name]])
        except ValueError as error:
            raise InputError("file", f"line {line}, column {column.name}: {error}", _MEND) from error

    def _write(self, connection: sqlite3.Connection, table: list[tuple[Any, ...]]) -> int:
        names = ", ".join(f'"{column.name}"' for column in self.columns)
        key = ", ".join(f'"{name}"' for name in self.key)
        connection.execute(f"CREATE TABLE sheet({names}, PRIMARY KEY({key})) WITHOUT ROWID")
        table.sort(key=lambda row: [str(cell) for cell in row])  # in the order of the key: the tree is then built without a search
        connection.executemany(f"INSERT INTO sheet VALUES({', '.join('?' * len(self.columns))})", table)
        return len(table)
