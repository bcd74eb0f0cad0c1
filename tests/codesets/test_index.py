"""The Alphabetic Index: installed from the official XML, iterated, walked."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import pytest
from codesets_making import INDEX, NEOPLASMS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.codesets import Books, IndexEntry, Store
from claimwright.codesets.icd10cm.index import AlphabeticIndex, open_index
from claimwright.codesets.install import install
from claimwright.core import InputError

APRIL = date(2026, 4, 1)
WORDS = ("heart", "attack", "pain", "joint", "diabetes", "with", "neuropathy", "loop", "round", "itch", "ache", "type", "1", "zebra")


@pytest.fixture
def index(books: Books, store: Store, index_file: Path) -> AlphabeticIndex:
    install(index_file, store)
    return open_index(store, "icd10cm-index", books.icd10cm)


def test_entries_carry_path_modifiers_and_pointers(index: AlphabeticIndex) -> None:
    entries = list(index.entries())
    assert entries[0] == IndexEntry(("Ache",), (), None, "Pain", None, None)
    assert IndexEntry(("Diabetes, diabetic NEC", "with", "neuropathy"), ("mellitus", "sugar"), "E11.40") in entries
    assert IndexEntry(("Dementia", "in", "Parkinson's disease"), (), "G20.-", manifestation="F02.80") in entries
    assert IndexEntry(("Infarct, infarction", "myocardium, myocardial"), ("acute",), "I21.9", see_also="Angina") in entries
    assert IndexEntry(("Pain", "specified"), see="subcategory G89.1") in entries
    assert not any(entry.path == ("Dementia",) for entry in entries), "a term that points nowhere is no entry"


@pytest.mark.parametrize(
    ("words", "path", "code"),
    [
        ("diabetic neuropathy", ("Diabetes, diabetic NEC", "with", "neuropathy"), "E11.40"),
        ("diabetes mellitus", ("Diabetes, diabetic NEC",), "E11.9"),
        ("type 1 diabetes", ("Diabetes, diabetic NEC", "type 1"), "E10.9"),
        ("joint pain", ("Pain", "joint"), "M25.50"),
        ("joint ache", ("Pain", "joint"), "M25.50"),
        ("itch", ("Pain",), "R52"),
        ("pain specified", ("Pain", "specified"), "G89.1"),
        ("parkinson dementia", ("Dementia", "in", "Parkinson's disease"), "G20.-"),
    ],
)
def test_the_walk_leads_to_the_code(index: AlphabeticIndex, words: str, path: tuple[str, ...], code: str) -> None:
    best = index.walk(words, APRIL)[0]
    assert (best.path, best.code, best.valid, best.unused) == (path, code, True, ())


def test_the_walk_tells_the_references_it_followed(index: AlphabeticIndex) -> None:
    best = index.walk("heart attack", APRIL)[0]
    assert best.code == "I21.9" and best.see_also == "Angina"
    assert best.followed == ("Attack, attacks, heart see Infarct, myocardium",)
    assert best.title == "Acute myocardial infarction, unspecified"


def test_a_code_the_tabular_list_does_not_know_is_said_to_be_invalid(index: AlphabeticIndex) -> None:
    best = index.walk("diabetes never", APRIL)[0]
    assert best.code == "E99.99" and not best.valid and "no such code" in best.reason


def test_references_in_a_circle_end(index: AlphabeticIndex) -> None:
    assert [path.code for path in index.walk("loop round", APRIL)] == [None]
    assert index.walk("nothing of the kind", APRIL) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)))
def test_no_words_stop_the_walk(index: AlphabeticIndex, words: str) -> None:
    paths = index.walk(words, APRIL)
    assert all(path.path and (path.code is None or path.valid or path.reason) for path in paths)
    assert [path.path for path in index.walk(words, APRIL)] == [path.path for path in paths], "asked again, it answers the same"


@pytest.mark.parametrize(
    ("words", "code", "unused"),
    [
        ("heart attack zebra", "I21.9", ("zebra",)),
        ("ulcer diabetes", "E11.621", ()),
        ("renal pain", "R52", ("renal",)),
    ],
)
def test_words_that_no_term_holds_are_said(index: AlphabeticIndex, words: str, code: str, unused: tuple[str, ...]) -> None:
    best = index.walk(words, APRIL)[0]
    assert (best.code, best.unused) == (code, unused)


def test_the_newest_release_not_after_the_day_answers(books: Books, store: Store, tmp_path: Path) -> None:
    for year in ("2025", "2026", "2027"):
        path = tmp_path / year
        path.write_text(INDEX.replace("2026", year), "utf-8")
        install(path, store)
    index = open_index(store, "icd10cm-index", books.icd10cm)
    days = [date(2024, 1, 1), date(2025, 9, 30), date(2025, 10, 1), date(2026, 12, 1), None]
    assert [index.release(day).release for day in days] == ["2025", "2025", "2026", "2027", "2027"]


def test_the_table_of_neoplasms_gives_its_columns_as_terms(books: Books, store: Store, tmp_path: Path) -> None:
    (tmp_path / "n").write_text(NEOPLASMS, "utf-8")
    assert install(tmp_path / "n", store)[0].system == "icd10cm-neoplasms"
    entries = list(open_index(store, "icd10cm-neoplasms", books.icd10cm).entries())
    assert [(entry.path[1:], entry.code) for entry in entries] == [
        (("Malignant Primary",), "C80.1"),
        (("Benign",), "D36.9"),
        (("lung", "Malignant Primary"), "C34.9-"),
    ]


def test_references_lead_into_the_table_of_neoplasms(books: Books, store: Store, tmp_path: Path) -> None:
    (tmp_path / "n").write_text(NEOPLASMS, "utf-8")
    cancer = "<mainTerm><title>Cancer</title><seeAlso>Neoplasm, by site, malignant</seeAlso></mainTerm></letter>"
    (tmp_path / "i").write_text(INDEX.replace("</letter>", cancer, 1), "utf-8")
    for name in ("n", "i"):
        install(tmp_path / name, store)
    table = open_index(store, "icd10cm-neoplasms", books.icd10cm)
    best = open_index(store, "icd10cm-index", books.icd10cm, (table,)).walk("lung cancer", APRIL)[0]
    assert (best.path, best.code) == (("Neoplasm, neoplastic", "lung", "Malignant Primary"), "C34.9-")
    assert best.followed == ("Cancer see also Neoplasm, by site, malignant",) and best.valid and not best.billable


@pytest.mark.parametrize("packing", ["plain", "gz", "zip", "zip in zip"])
def test_any_packing_is_taken(store: Store, tmp_path: Path, packing: str) -> None:
    path = tmp_path / "official"
    if packing == "plain":
        path.write_text(INDEX, "utf-8")
    elif packing == "gz":
        path.write_bytes(gzip.compress(INDEX.encode()))
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "not for us")
            archive.writestr("deep/index.xml", INDEX)
        if packing == "zip in zip":
            inner = path.read_bytes()
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("inner.zip", inner)
    loaded = install(path, store)
    assert [(item.system, item.release, item.rows) for item in loaded] == [("icd10cm-index", "2026", 20)]
    assert [item for item, _file in store.installed()] == loaded
    assert loaded[0].first == date(2025, 10, 1) and len(loaded[0].sha256) == 64


def broken(kind: str) -> bytes:
    xml, packed = INDEX.encode(), gzip.compress(INDEX.encode())
    return {
        "empty": b"",
        "truncated xml": xml[:900],
        "truncated gz": packed[: len(packed) // 2],
        "another kind": b"hello, world\n" * 50,
        "another xml": b"<?xml version='1.0'?><ICD10CM.other/>",
        "no release": xml.replace(b"2026", b"soon"),
        "no terms": xml[: xml.index(b"<letter>")] + b"</ICD10CM.index>",
        "half a zip": b"PK\x03\x04" + b"\0" * 200,
    }[kind]


@pytest.mark.parametrize(
    "kind", ["empty", "truncated xml", "truncated gz", "another kind", "another xml", "no release", "no terms", "half a zip"]
)
def test_a_bad_file_is_refused_by_name_and_changes_nothing(store: Store, index_file: Path, tmp_path: Path, kind: str) -> None:
    install(index_file, store)
    before = {path.name: path.read_bytes() for path in store.root.iterdir() if path.name != ".lock"}
    bad = tmp_path / "bad.xml"
    bad.write_bytes(broken(kind))
    with pytest.raises(InputError) as caught:
        install(bad, store)
    assert caught.value.where == str(bad) and caught.value.mend
    assert {path.name: path.read_bytes() for path in store.root.iterdir() if path.name != ".lock"} == before


def test_an_archive_comes_in_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "table-and-index.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("index.xml", INDEX)
        archive.writestr("neoplasm.xml", NEOPLASMS[:-30])
    with pytest.raises(InputError, match=r"neoplasm\.xml"):
        install(path, store)
    assert store.installed() == [] and not list(store.root.glob("*.part"))


def test_missing_files_and_directories_are_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        install(tmp_path / "no", store)
    with pytest.raises(InputError, match="is a directory"):
        install(tmp_path, store)


def test_the_official_sized_index_loads_and_walks(books: Books, store: Store, samples: Path) -> None:
    install(samples / "reference" / "icd10cm" / "icd10cm-index-2025.xml.gz", store)
    index = open_index(store, "icd10cm-index", books.icd10cm)
    entries = list(index.entries())
    assert sum(entry.code is not None for entry in entries) == 62721
    known = sum(books.icd10cm.validate(entry.code.rstrip("-"), date(2024, 10, 1)).valid for entry in entries[::40] if entry.code)
    assert known / len([entry for entry in entries[::40] if entry.code]) > 0.99
    assert index.walk("diabetic neuropathy", APRIL)[0].code == "E11.40"
    assert index.walk("acute kidney failure", APRIL)[0].code.startswith("N17.9")
