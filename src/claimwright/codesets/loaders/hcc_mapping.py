"""CMS's risk adjustment mappings: which condition category a diagnosis has in each model of a payment year.

``2026 Midyear_Final ICD-10-CM Mappings.csv`` of ``2026-midyear_final-icd-10-cm-mappings.zip`` and its sisters
(https://www.cms.gov/medicare/payment/medicare-advantage-rates-statistics/risk-adjustment, Model Software/ICD-10 Mappings). Layout from
documentation (no official file was at hand): title rows, then a heading ``Diagnosis Code``, ``Description``, one column a model
(``CMS-HCC Model Category V28``), one column a model and payment year (``... V28 for 2026 Payment Year``: Yes where the year counts it);
a code of two categories has two rows, or both in one cell.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import IO, NamedTuple

from claimwright.core import InputError

from ..hcc import SYSTEM, model_name
from ..icd10cm.validity import master_list
from ..ncci.quarters import file_name
from ..official.reading import folded, records, text_of
from ..official.sheet import diagnosis
from ..store import Loaded, Store

__all__ = ["SYSTEM", "load", "recognises"]
_HEADING = re.compile(rb"Diagnosis\s+Code\W")
_CATEGORY = re.compile(rb"HCC\s+(?:ESRD\s+)?Model\s+Category\s+V\d\d")
_RELEASE = re.compile(r"(20\d\d)[ _-]*((?:(?:Initial|Mid-?year|Final)[ _-]*)+)ICD", re.IGNORECASE)
_YEAR = re.compile(r"for\s+(20\d\d)\s+Payment\s+Year", re.IGNORECASE)
_WHOLE = 20000
"""Rows, a code in a model each, that a whole mapping has at least; that of 2026 has some 55,000."""
_MEND = "give CMS's csv or xlsx file whole, under its own name"
_Row = tuple[str, str, str]


class _Places(NamedTuple):
    """Where the columns stand: of each model its category, and where the file has it, whether the year counts it."""

    categories: dict[str, int]
    counted: dict[str, int]
    width: int


def recognises(head: bytes) -> bool:
    """By its heading."""
    return _HEADING.search(head) is not None and _CATEGORY.search(head) is not None


def load(stream: IO[bytes], store: Store) -> Loaded:
    """Install one mapping. Raises InputError naming the line that is not as it should be."""
    text = text_of(stream.read())
    title, heading, rows = _opened(text)
    named = _RELEASE.search(f"{title}\n{file_name(store)}")
    if named is None:
        raise InputError("file", "does not say of which payment year it is, initial, midyear or final", _MEND)
    year, kind = int(named[1]), "-".join(re.findall(r"initial|midyear|final", named[2].lower().replace("mid-", "mid")))
    places = _places(heading, year)
    table = sorted(set(_mapped(rows, places)))
    if not table:
        raise InputError("file", "holds no code", _MEND)
    about = Loaded(
        system=SYSTEM, release=f"PY{year}-{kind}", rows=0, source=f"CMS ICD-10-CM mappings of payment year {year}, {kind}",
        first=date(year - 1, 1, 1), last=date(year - 1, 12, 31), whole=_WHOLE,
    )  # fmt: skip
    return store.install(about, lambda connection: _write(connection, table))


def _opened(text: str) -> tuple[str, list[str], Iterator[tuple[int, list[str]]]]:
    """The words before the heading, the heading, the rows under it."""
    for delimiter in (",", "\t"):
        title, rows = "", records(text, delimiter)
        for _line, cells in rows:
            if len(cells) > 2 and folded(cells[0]) == "diagnosis code":
                return title, [" ".join(cell.split()) for cell in cells], rows
            title += " ".join(cells) + "\n"
    raise InputError("file", "has no heading row that begins with Diagnosis Code", _MEND)


def _places(heading: list[str], year: int) -> _Places:
    categories, counted = dict[str, int](), dict[str, int]()
    for place, words in enumerate(heading):
        model, stated = model_name(words), _YEAR.search(words)
        if model and stated:
            counted |= {model: place} if int(stated[1]) == year else {}
        elif model:
            categories[model] = place
    if not categories:
        raise InputError("file", "has no column of a model", _MEND)
    return _Places(categories, counted, max(place for place, words in enumerate(heading) if words) + 1)


def _mapped(rows: Iterator[tuple[int, list[str]]], places: _Places) -> Iterator[_Row]:
    for line, cells in rows:
        if sum(map(bool, cells)) < 2 and not re.fullmatch(r"[A-Z]\w{2,6}", cells[0]):
            continue  # blank, or a remark under the table
        if len(cells) < places.width:
            raise InputError("file", f"line {line} has {len(cells)} columns, its heading {places.width}", _MEND)
        try:
            code = diagnosis(cells[0])
        except ValueError as error:
            raise InputError("file", f"line {line}: {error}", _MEND) from error
        for model, place in places.categories.items():
            if model not in places.counted or cells[places.counted[model]].lower() == "yes":
                yield from ((code, model, category) for category in _categories(cells[place], line))


def _categories(cell: str, line: int) -> list[str]:
    found = re.split(r"[\s,;/]+", cell) if cell else []
    if not all(re.fullmatch(r"\d{1,3}", one) for one in found):
        raise InputError("file", f"line {line} has a category that is no number ({cell[:20]!r})", _MEND)
    return found


def _write(connection: sqlite3.Connection, table: list[_Row]) -> int:
    began: dict[str, int] = {}
    for span in master_list().spans:
        began[span.code] = min(span.first, began.get(span.code, span.first))
    connection.execute("CREATE TABLE sheet(code TEXT, model TEXT, category TEXT, PRIMARY KEY(code, model, category)) WITHOUT ROWID")
    connection.executemany("INSERT INTO sheet VALUES(?, ?, ?)", table)
    newest = max(began.get(code, 0) for code, _model, _category in table)
    models = " ".join(sorted({model for _code, model, _category in table}))
    connection.execute("CREATE TABLE sheet_known(newest INTEGER NOT NULL, models TEXT NOT NULL)")
    connection.execute("INSERT INTO sheet_known VALUES(?, ?)", (newest, models))
    return len(table)
