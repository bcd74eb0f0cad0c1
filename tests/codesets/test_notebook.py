"""A tabular XML that is installed brings the notes of its release: they answer on its days, and on no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimwright.codesets import Books, Store
from claimwright.codesets.icd10cm.book import Icd10cm
from claimwright.codesets.icd10cm.validity import package_file
from claimwright.codesets.install import install
from claimwright.core import InputError

APRIL, AUTUMN = date(2026, 4, 15), date(2026, 10, 1)
OLD, NEW = "type 2 diabetes mellitus (E11.-)", "gout of another year (M10.-)"


@pytest.fixture(scope="module")
def book(books: Books, tmp_path_factory: pytest.TempPathFactory) -> Icd10cm:
    """The book with the carried XML installed as an official file, in which one note reads otherwise."""
    folder = tmp_path_factory.mktemp("notes")
    store = Store(folder / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    carried = sorted(package_file("simple_icd_10_cm", "data").glob("*tabular*.xml"))[-1].read_text("utf-8")
    (folder / "tabular.xml").write_text(carried.replace(OLD, NEW), "utf-8")
    loaded = install(folder / "tabular.xml", store)
    assert {(item.system, item.release) for item in loaded} >= {("icd10cm-titles", "2026-04")}
    assert [item.release for item, _file in store.installed("icd10cm-notes")] == ["2026-04"]
    return Icd10cm(store, books.version)


def test_its_notes_answer_on_its_days_only(book: Icd10cm) -> None:
    texts = {day: [note.text for note in book.lookup("E10.9", day).notes] for day in (APRIL, AUTUMN)}
    assert NEW in texts[APRIL] and OLD not in texts[APRIL]
    assert OLD in texts[AUTUMN] and NEW not in texts[AUTUMN]


def test_conflicts_follow_the_notes_of_the_day(book: Icd10cm) -> None:
    assert book.between("E10.9", "M10.9", APRIL).kind == "excludes1"
    assert book.between("E10.9", "M10.9", AUTUMN).kind == "excludes2"
    assert book.between("E10.9", "E11.9", APRIL).notes[0].holder == "E11.9", "E11's own note still names E10"
    assert {note.kind for note in book.lookup("E10.9", APRIL).notes} == {note.kind for note in book.lookup("E10.9", AUTUMN).notes}


def test_all_else_of_an_entry_stays_as_it_is(book: Icd10cm, books: Books) -> None:
    for code in ("E11.9", "S52.501A", "S52.501", "J45.909", "E08-E13", "4"):
        mine, other = book.lookup(code, APRIL), books.icd10cm.lookup(code, APRIL)
        assert (mine.title, mine.seventh_characters, mine.inclusion_terms, mine.parent, mine.children, mine.billable) == (
            other.title, other.seventh_characters, other.inclusion_terms, other.parent, other.children, other.billable,
        )  # fmt: skip


def test_half_a_tabular_list_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "tabular.xml").write_text("<ICD10CM.tabular><version>2027</version><chapter><name>1</name>", "utf-8")
    with pytest.raises(InputError, match="whole XML"):
        install(tmp_path / "tabular.xml", store)
    assert store.installed() == []
