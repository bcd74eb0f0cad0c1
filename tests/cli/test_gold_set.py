import pytest

from claimwright.cli.bench.gold_set import Tally


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
