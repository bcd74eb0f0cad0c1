"""What the rules remember of the ICD-10-CM book is what the book says on the day."""

from datetime import date, timedelta

import pytest

from claimwright.core import Value
from claimwright.edits.tabular import flags, follow, release_day, title, validity

CODES = ("E11.9", "E11", "N18.30", "N18.3", "C61", "U07.1", "O80", "I1A.0", "ZZZ", "Z79.85", "E66.813")


@pytest.mark.parametrize("first", [date(2015, 9, 25), date(2020, 9, 27), date(2020, 12, 28), date(2024, 9, 27), date(2027, 3, 28)], ids=str)
def test_each_day_answers_as_the_book_itself(books, first):
    book = books.icd10cm
    for day in (first + timedelta(days=number) for number in range(9)):
        for code in CODES:
            told = validity(book, code, day)
            assert (told is None) is book.is_billable(code, day), (code, day)
            assert told is None or (told.valid, told.stale) == (book.validate(code, day).valid, book.validate(code, day).stale)
            assert flags(book, code, day) == book.flags(code, day), (code, day)


def test_days_of_one_release_are_remembered_together(books):
    book = books.icd10cm
    assert release_day(book, date(2025, 3, 10)) == release_day(book, date(2025, 9, 30)) == date(2024, 10, 1)
    late = book.horizon + timedelta(days=5)
    assert release_day(book, late) == late
    assert release_day(book, date(2000, 1, 1)) == date(2000, 1, 1)


class Told(Value, frozen=True):
    """What a book says of a code."""

    title: str


class Retitled:
    """A book whose words change with every installation."""

    words = "before"

    def lookup(self, code):
        """Whatever the words are now."""
        return Told(self.words)


def test_what_was_read_is_kept_until_something_is_installed():
    book, store = Retitled(), object()
    follow(store, 1)
    assert title(book, "A00") == "before"
    book.words = "after"
    follow(store, 1)
    assert title(book, "A00") == "before"
    follow(store, 2)
    assert title(book, "A00") == "after"
