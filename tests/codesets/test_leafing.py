"""Leafing through the Index and the Table of Neoplasms, line by line as they are printed."""

from __future__ import annotations

from pathlib import Path

from codesets_making import NEOPLASMS

from claimwright.codesets import Books, Store
from claimwright.codesets.icd10cm.index import open_index
from claimwright.codesets.icd10cm.leafing import leaf, main_terms
from claimwright.codesets.install import install


def test_the_index_is_leafed_through_from_main_term_to_subterm(books: Books, store: Store, index_file: Path) -> None:
    install(index_file, store)
    index = open_index(store, "icd10cm-index", books.icd10cm)
    assert index is not None
    found = main_terms(index, "d", None)
    assert [(line.title, line.code, line.more) for line in found.below] == [
        ("Diabetes, diabetic NEC", "E11.9", True),
        ("Dementia", None, True),
    ]
    assert found.below[0].nonessential == ("mellitus", "sugar")
    assert [line.see for line in main_terms(index, "ache", None).below] == ["Pain"]
    below = leaf(index, ("Diabetes, diabetic NEC",), None)
    assert below is not None
    assert [line.title for line in below.below] == ["with", "type 1", "in a code that never was"]
    deep = leaf(index, ("Dementia", "in"), None)
    assert deep is not None
    assert [(line.title, line.code, line.manifestation, line.more) for line in deep.below] == [
        ("Parkinson's disease", "G20.-", "F02.80", False)
    ]


def test_what_is_not_in_the_book_is_no_place(books: Books, store: Store, index_file: Path) -> None:
    install(index_file, store)
    index = open_index(store, "icd10cm-index", books.icd10cm)
    assert index is not None
    assert leaf(index, ("Diabetes, diabetic NEC", "neuropathy"), None) is None
    assert leaf(index, (), None) is None
    assert main_terms(index, "%", None).below == ()
    assert main_terms(index, "_che", None).below == ()


def test_the_columns_of_a_table_are_cells_of_their_term(books: Books, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "neoplasms.dat"
    file.write_text(NEOPLASMS, "utf-8")
    install(file, store)
    table = open_index(store, "icd10cm-neoplasms", books.icd10cm)
    assert table is not None
    found = leaf(table, ("Neoplasm, neoplastic",), None)
    assert found is not None
    assert found.line is not None
    assert found.line.cells == {"Malignant Primary": "C80.1", "Benign": "D36.9"}
    assert [(line.title, line.cells, line.more) for line in found.below] == [("lung", {"Malignant Primary": "C34.9-"}, False)]
