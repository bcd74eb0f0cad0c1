"""Search: words in any order, beginnings, misspellings, abbreviations, lay words; ranked, and each hit says why."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.codesets import Books
from claimwright.codesets.icd10cm.words import distance, stems

FIRST = [
    ("hypertension", "I10"),
    ("htn", "I10"),
    ("hypretension", "I10"),
    ("type 2 diabetes", "E11.9"),
    ("diabtes type ii", "E11.9"),
    ("diabetes 2 type", "E11.9"),
    ("pnuemonia", "J18.9"),
    ("heart attack", "I21.9"),
    ("cholecistitis", "K81.9"),
    ("low back pain", "M54.50"),
    ("anaemia iron deficiency", "D50.9"),
    ("E119", "E11.9"),
    ("ckd stage iii", "N18.30"),
]
AMONG_FIVE = [
    ("diab neurop type 2", "E11.40"),
    ("screening colon cancer", "Z12.11"),
    ("laceration left index finger without nail damage", "S61.211"),
    ("fracture lower end right radius initial closed", "S52.501A"),
    ("cholera classical", "A00.0"),
    ("right distal radius fracture", "S52.501"),
]


@pytest.mark.parametrize(("words", "code"), FIRST)
def test_the_expected_code_comes_first(books: Books, words: str, code: str) -> None:
    assert books.icd10cm.search(words)[0].code == code


@pytest.mark.parametrize(("words", "code"), AMONG_FIVE)
def test_the_expected_code_is_among_the_first_five(books: Books, words: str, code: str) -> None:
    assert code in [hit.code for hit in books.icd10cm.search(words, limit=5)]


def test_each_hit_says_why(books: Books) -> None:
    assert books.icd10cm.search("htn")[0].why == "abbreviation: htn"
    assert any("read as hypertension" in hit.why for hit in books.icd10cm.search("hypretension"))
    assert any(hit.why.startswith("inclusion term: ") for hit in books.icd10cm.search("asthma nos", limit=50))


def test_hits_are_ranked_once_each_and_limited(books: Books) -> None:
    hits = books.icd10cm.search("fracture of femur", limit=30)
    assert len(hits) == 30 == len({hit.code for hit in hits})
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("words", ["", "   ", "!!!", '"', "zzzqqqxx", "AND OR NOT", "a* (b", "'", "é" * 50, "x" * 5000])
def test_strange_words_are_answered_without_an_error(books: Books, words: str) -> None:
    assert isinstance(books.icd10cm.search(words), list)


def test_codes_that_the_day_does_not_know_are_left_out(books: Books) -> None:
    before = {hit.code for hit in books.icd10cm.search("low back pain", date(2021, 9, 30), 50)}
    assert "M54.5" in before and "M54.50" not in before


@given(st.text("abcde", max_size=7), st.text("abcde", max_size=7))
def test_distance_is_a_distance(one: str, other: str) -> None:
    away = distance(one, other, 9)
    assert away == distance(other, one, 9)
    assert (away == 0) == (one == other)
    assert abs(len(one) - len(other)) <= away <= max(len(one), len(other))
    assert distance(one, other, 1) == min(away, 2)


def test_words_of_the_book_and_of_people_meet() -> None:
    assert stems("Type II diabetic neuropathies") == stems("type 2 Diabetes neuropathy")
    assert stems("anaemia") == stems("anemia") and stems("Sjögren's") == stems("sjogren")
