import pytest

from claimwright.cli.bench.gold_set import Tally, _notes
from claimwright.codesets import open_books

NOTES = list(_notes())


def test_forty_notes_are_coded_twice():
    assert len(NOTES) == 40
    assert len({note["style"] for note in NOTES}) >= 8
    assert len({note["specialty"] for note in NOTES}) >= 12
    assert all(note["key"] and note["second"] for note in NOTES)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note["id"])
def test_every_diagnosis_of_both_codings_is_billable_on_its_day(note):
    books = open_books()
    rows = [row for row in (*note["key"], *note["second"]) if row["system"] == "icd10cm"]
    assert [row["code"] for row in rows if not books.icd10cm.is_billable(row["code"], note["date_of_service"])] == []
    assert sum(bool(row.get("first_listed")) for row in note["key"]) == 1


def scored(given, key):
    tally = Tally()
    tally.add({code: {"code": code} for code in given}, {row["code"]: row for row in key})
    return tally.figures()


KEY = [{"code": "E11.9"}, {"code": "I10", "alternates": ["I11.9"]}, {"code": "Z79.4", "optional": True}]


@pytest.mark.parametrize(
    ("given", "precision", "recall"),
    [
        (["E11.9", "I10"], 1.0, 1.0),
        (["E11.9", "I11.9", "Z79.4"], 1.0, 1.0),
        (["E11.9"], 1.0, 0.5),
        (["E11.9", "I10", "J45.909", "R05.9"], 0.5, 1.0),
        ([], 0.0, 0.0),
    ],
)
def test_optional_codes_and_alternates_count_as_they_should(given, precision, recall):
    figures = scored(given, KEY)
    assert (figures["precision"], figures["recall"]) == (precision, recall)
