"""Rows in one mapped file: what is written is found and nothing else, a damaged file is refused; prepared books answer as others do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.codesets import Books, Loaded, Store
from claimwright.codesets.icd10cm.book import Icd10cm
from claimwright.codesets.mapped import MappedRows, write_rows
from claimwright.core import encode

KEYS = st.text("AE1.\u00e9 ", min_size=0, max_size=4)
DAYS = (date(2014, 3, 1), date(2019, 3, 1), date(2026, 4, 15), date(2026, 10, 15), date(2031, 1, 1))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, st.binary(max_size=20)), st.lists(st.one_of(KEYS, st.text(max_size=12)), max_size=8))
def test_what_is_written_is_found_and_nothing_else(tmp_path_factory, rows: dict[str, bytes], asked: list[str]) -> None:
    path = tmp_path_factory.mktemp("rows") / "rows.bin"
    write_rows(path, rows.items(), {"place": bytes(at % 251 for at in range(len(rows)))})
    mapped = MappedRows(path)
    assert len(mapped) == len(rows)
    assert {key: mapped.get(key) for key in rows} == rows
    assert [mapped.mark("place", mapped.find(key)) for key in sorted(rows, key=str.encode)] == [at % 251 for at in range(len(rows))]
    assert all(mapped.get(key) is None and mapped.find(key) == -1 for key in asked if key not in rows)
    assert mapped.mark("other", 0) is None


def test_keys_that_end_in_nothing_or_are_long_are_no_keys(tmp_path: Path) -> None:
    write_rows(tmp_path / "rows.bin", [("E11", b"row")])
    mapped = MappedRows(tmp_path / "rows.bin")
    assert [mapped.get(key) for key in ("E11", "E11\0", "E11\0\0\0\0\0\0", "E11" * 9, "", "\ud800")] == [
        b"row",
        None,
        None,
        None,
        None,
        None,
    ]
    with pytest.raises(ValueError, match="longer"):
        write_rows(tmp_path / "rows.bin", [("E11E11E11", b"row")])
    assert [path.name for path in tmp_path.iterdir()] == ["rows.bin"] and MappedRows(tmp_path / "rows.bin").get("E11") == b"row"


@pytest.mark.parametrize("kept", [0, 4, 30, -1])
def test_a_file_that_is_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "rows.bin"
    write_rows(path, [("E11", b"row"), ("E12", b"another")])
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ValueError):  # an empty file, half a head and half the rows are told by different words
        MappedRows(path)


@pytest.fixture
def own(books: Books, tmp_path: Path) -> Store:
    """A store of its own over the same base file, with titles installed that say the same, say otherwise, and say nothing."""
    store = Store(tmp_path / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    titles = {"E119": "Type 2 diabetes mellitus without complications", "E1165": "Something else", "QQQ": "no code"}

    def fill(connection) -> int:
        connection.execute("CREATE TABLE title(code TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID")
        connection.executemany("INSERT INTO title VALUES(?, ?)", titles.items())
        return len(titles)

    store.install(Loaded(system="icd10cm-titles", release="2018-10", rows=0, first=date(2018, 10, 1), last=date(2019, 9, 30)), fill)
    return store


def test_prepared_books_answer_what_unprepared_ones_do(own: Store, books: Books) -> None:
    plain, prepared = Icd10cm(own, books.version), Icd10cm(own, books.version)
    prepared.prepare()
    assert list(own.root.glob("ready-*.bin")) and plain.lookup("E11.9", DAYS[0])
    codes = [code for (code,) in books.icd10cm.base_connection.execute("SELECT code FROM node WHERE id % 61 = 0")]
    for code in (*codes, "E11.9", "E11.65", "E11.6", "QQQ", "E11.9\0", "e11.9 ", "", "4", "E08-E13", "\u00c9"):
        for day in DAYS:
            assert encode(prepared.lookup(code, day)) == encode(plain.lookup(code, day)), (code, day)
            assert prepared.validate(code, day) == plain.validate(code, day), (code, day)
    found = prepared.lookup("E11.65", DAYS[1])
    assert found is not None and (found.title, found.text_release) == ("Something else", "2018-10")


def test_what_is_installed_later_is_answered_with_the_old_file_there(own: Store, books: Books) -> None:
    book = Icd10cm(own, books.version)
    book.prepare()
    for path in own.root.glob("icd10cm-titles@*"):
        path.unlink()
    own.install(Loaded(system="toy", release="1", rows=0), lambda connection: 1)
    found = book.lookup("E11.65", DAYS[1])
    assert found is not None and found.title == "Type 2 diabetes mellitus with hyperglycemia"


def test_a_damaged_file_is_not_read(own: Store, books: Books) -> None:
    book = Icd10cm(own, books.version)
    book.prepare()
    for path in own.root.glob("ready-*.bin"):
        path.write_bytes(b"spoiled" * 100)
    other = Icd10cm(own, books.version)
    assert other.lookup("E11.9", DAYS[2]) == Icd10cm(books.store, books.version).lookup("E11.9", DAYS[2])
    other.prepare()
    assert other.lookup("I10", DAYS[2]) == book.lookup("I10", DAYS[2])
