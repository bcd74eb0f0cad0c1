"""The compiled books: looking up, the kept file, a damaged file, the way without the index; verification of what is found."""

from __future__ import annotations

import numpy as np
import pytest

from claimwright.coding.knowledge import compile_books, knowledge, model, store
from claimwright.coding.verify import phase_of
from claimwright.coding.words import keys, side_of

SAME = [
    ("Type 2 DM", "type II diabetes mellitus"),
    ("kidney stone", "renal calculus"),
    ("Fx of radius", "radius fracture"),
    ("the left knee pains", "knee pain"),
    ("acid reflux", "GERD"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_other_words_for_the_same_thing_compare_equal(one, other):
    assert set(keys(one)) == set(keys(other))


def test_with_and_without_are_not_the_same():
    assert set(keys("laceration with foreign body")) != set(keys("laceration without foreign body"))


def test_capitals_decide_what_a_short_abbreviation_means():
    assert "myocardial" in keys("acute MI") and "myocardial" not in keys("mi casa")


def test_sides_are_read_from_words_and_abbreviations():
    assert [side_of(text) for text in ("2 L of fluid", "R knee", "rt knee", "both knees", "left and right knee", "knee")] == [
        None,
        "right",
        "right",
        "bilateral",
        "bilateral",
        None,
    ]


PHASES = [
    ("Closed fracture of the radius", "initial", "closed"),
    ("Healing fracture of the radius", "subsequent", "routine"),
    ("Nonunion of tibia fracture", "subsequent", "nonunion"),
    ("Open fracture of the tibia", "initial", "open"),
    ("Late effect of fracture", "sequela", "closed"),
    ("First visit for this sprain", "initial", "closed"),
]


@pytest.mark.parametrize(("text", "stage", "wanted"), PHASES)
def test_phase_of_treatment(text, stage, wanted):
    phase = phase_of(text)
    assert phase.stage == stage and wanted in phase.wanted


def test_search_prefers_the_same_words_and_refuses_the_opposite(books):
    book = knowledge(books)
    assert book.search("type 2 diabetes")[0].code == "E11.9"
    assert book.search("hypertension")[0].code == "I10"
    assert book.search("zzz qqq") == ()
    assert not any(hit.code.startswith("G57") and hit.score > 0.6 for hit in book.search("upper extremity neuropathy"))


def test_a_damaged_file_is_compiled_anew(books, tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(store, "compile_books", lambda given: calls.append(given) or {"numbers": np.arange(3)})

    class Elsewhere:
        root = tmp_path

    class View:
        store = Elsewhere()

    path = tmp_path / "coding-key.npz"
    path.write_bytes(b"PK\x03\x04 not a whole archive")
    assert store._load_or_compile(View(), "key")["numbers"].tolist() == [0, 1, 2]
    assert store._load_or_compile(View(), "key")["numbers"].tolist() == [0, 1, 2]
    assert len(calls) == 1 and not list(tmp_path.glob("*.part"))


def test_books_without_the_index_compile_and_find(books):
    class Small:
        index = None
        lexicon = ()

        class icd10cm:
            newest_release_start = books.icd10cm.newest_release_start
            is_billable = books.icd10cm.is_billable

            @staticmethod
            def titles():
                return (row for row in books.icd10cm.titles() if row[0].startswith("M10"))

            @staticmethod
            def inclusion_terms():
                return iter(())

    from claimwright.coding.knowledge import Knowledge

    book = Knowledge(compile_books(Small()))
    assert book.search("idiopathic gout right knee")[0].code.startswith("M10.06")


def test_words_that_stand_in_no_entry_that_was_kept_find_nothing(books):
    known = knowledge(books)
    lonely = [word for word, number in known.vocabulary.items() if known.post_ptr[number] == known.post_ptr[number + 1]]
    assert lonely
    assert known.search(" ".join(lonely[:2])) == ()


QUERIES = ("fracture of the left distal radius", "chronic kidney disease stage 3", "pain", "acute systolic heart failure", "xyzzy pain")


@pytest.mark.parametrize("query", QUERIES)
def test_a_search_misses_no_entry_that_is_near_enough(books, query, monkeypatch):
    known = knowledge(books)
    found = known.search(query)
    monkeypatch.setattr(model.Knowledge, "_needed", lambda self, rare, wanted, base: rare)  # every entry that has one of the words
    assert known._search(keys(query), 5) == found
    assert all(hit.score > 0 for hit in found)
