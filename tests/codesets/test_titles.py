"""Titles of another release: installed from the order file or the code file, in force on the days of that release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimwright.codesets import Books, Store, open_books
from claimwright.codesets.icd10cm.book import Icd10cm
from claimwright.codesets.install import install
from claimwright.core import InputError, undotted

OCTOBER = date(2026, 10, 1)


@pytest.fixture(scope="module")
def codes() -> list[str]:
    chapters = [str(number) for number in range(1, 23)]
    icd10cm = open_books().icd10cm
    return sorted(undotted(code) for chapter in chapters for code in icd10cm.billable_descendants(chapter, OCTOBER))


@pytest.fixture
def book(books: Books, store: Store) -> Icd10cm:
    """The book of a store of its own that shares the base file."""
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    return Icd10cm(store, books.version)


def order_file(codes: list[str]) -> bytes:
    rows = (f"{number:05} {code:<7} 1 {'Short ' + code:<60} Long title of {code}" for number, code in enumerate(codes, 1))
    return "\r\n".join(rows).encode()


@pytest.mark.parametrize("form", ["order", "codes"])
def test_titles_of_a_newer_release_answer_on_its_days(book: Icd10cm, store: Store, codes: list[str], tmp_path: Path, form: str) -> None:
    assert book.lookup("C78.31", OCTOBER).title is None and book.newest_release_start == date(2026, 4, 1)
    plain = "\n".join(f"{code:<7} Long title of {code}" for code in codes).encode()
    (tmp_path / "list").write_bytes(order_file(codes) if form == "order" else plain)
    loaded = install(tmp_path / "list", store)[0]
    assert (loaded.system, loaded.release, loaded.rows, loaded.first) == ("icd10cm-titles", "2026-10", 74879, OCTOBER)
    entry = book.lookup("C78.31", OCTOBER)
    assert (entry.title, entry.text_release) == ("Long title of C7831", "2026-10")
    assert book.newest_release_start == OCTOBER
    assert book.lookup("A00.0", date(2026, 9, 30)).title.startswith("Cholera")
    assert ("C78.31", "Long title of C7831", True) in set(book.titles(OCTOBER))


def test_a_list_of_no_known_release_is_refused(store: Store, codes: list[str], tmp_path: Path) -> None:
    (tmp_path / "half").write_bytes(order_file(codes[: len(codes) // 2]))
    with pytest.raises(InputError, match="no known release"):
        install(tmp_path / "half", store)


def test_a_broken_row_is_named_by_its_line(store: Store, codes: list[str], tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(order_file(codes[:50]) + b"\r\n00051 B0")
    with pytest.raises(InputError, match="line 51"):
        install(tmp_path / "bad", store)


def test_the_official_order_file_of_2019_is_known_by_its_codes(book: Icd10cm, store: Store, samples: Path) -> None:
    folder = samples / "reference" / "icd10cm" / "official_2019"
    loaded = install(folder / "2019-ICD-10-CM-Code-Descriptions.zip", store)
    assert {(item.release, item.rows) for item in loaded} == {("2018-10", 71932), ("2018-10", 94444)}
    assert book.lookup("M54.5", date(2019, 1, 2)).text_release == "2018-10"
    assert book.release(date(2019, 1, 2)) == "2018-10"
