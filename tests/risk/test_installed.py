"""CMS's own mapping, once installed, goes before the package's, for its year alone."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path
from typing import NamedTuple

import pytest

from claimwright.codesets import Store
from claimwright.codesets.hcc import SYSTEM
from claimwright.codesets.store import Loaded
from claimwright.risk import RiskRequest, RiskResult, Scorer, risk, score


class Tables(NamedTuple):
    store: Store


PERSON = {"model": "V28", "age": 70, "sex": "M", "orec": "0", "crec": "0", "diagnoses": ("E119", "Z0000")}


def install(store: Store, release: str, *rows: tuple[str, str, str], year: int = 2024, whole: int = 1) -> None:
    def fill(connection: sqlite3.Connection) -> int:
        connection.execute("CREATE TABLE sheet(code TEXT, model TEXT, category TEXT, PRIMARY KEY(code, model, category)) WITHOUT ROWID")
        connection.executemany("INSERT INTO sheet VALUES(?, ?, ?)", rows)
        return len(rows)

    days = {"first": dt.date(year - 1, 1, 1), "last": dt.date(year - 1, 12, 31)}
    store.install(Loaded(system=SYSTEM, release=release, rows=0, whole=whole, **days), fill)


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    return Tables(Store(tmp_path / "books"))


def scored(tables: Tables | None, year: int) -> RiskResult:
    return score(RiskRequest(payment_year=year, **PERSON), tables)


def test_the_years_own_file_is_used_and_named(tables: Tables):
    assert "no mapping of payment year 2024" in scored(tables, 2024).warnings[0]
    install(tables.store, "PY2024-final", ("Z0000", "V28", "17"), ("Z0000", "V24", "8"))
    answer = scored(tables, 2024)
    assert answer.hccs == ("17",) and answer.warnings == () and answer.releases["mapping"] == "PY2024-final"
    assert scored(tables, 2026).hccs == ("38",) and scored(None, 2024).hccs == ("38",)
    assert Scorer("V28", 2024, books=tables).raw(("Z0000",), 70, "M") == answer.raw_score


def test_the_last_mapping_of_a_year_is_used(tables: Tables):
    install(tables.store, "PY2024-initial", ("Z0000", "V28", "17"))
    assert scored(tables, 2024).hccs == ("17",)
    install(tables.store, "PY2024-midyear-final", ("Z0000", "V28", "18"))
    assert scored(tables, 2024).hccs == ("18",)


def test_an_excerpt_or_another_model_does_not_stand_for_the_whole(tables: Tables):
    install(tables.store, "PY2024-final", ("Z0000", "V28", "17"), whole=20_000)
    install(tables.store, "PY2026-final", ("Z0000", "V24", "8"), year=2026)
    assert scored(tables, 2024).hccs == scored(tables, 2026).hccs == ("38",)


def test_a_blend_reads_it_too(tables: Tables):
    install(tables.store, "PY2024-final", ("Z0000", "V28", "17"), ("Z0000", "V24", "8"))
    answer = risk(RiskRequest(payment_year=2024, **PERSON | {"model": ""}), tables)
    assert [part.result.hccs for part in answer.parts] == [("8",), ("17",)] and answer.payment_score
