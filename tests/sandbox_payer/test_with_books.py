"""With the books open the payer denies what the public edits find."""

import pytest

from claimwright.codesets import open_books
from claimwright.core import Diagnosis


@pytest.fixture(scope="module")
def books():
    return open_books()


def denied(answer):
    return {
        line.procedure: (line.adjustments[0].group, line.adjustments[0].reason, line.remarks) for line in answer.lines if line.paid == 0
    }


def test_a_bundled_visit_is_denied_and_its_procedure_paid(house, books):
    claim = house.claim(house.line(1, "99213", "150.00"), house.line(2, "20610", "195.00"))
    outcome = house.play(claim, books=books)
    assert denied(house.only(outcome)) == {"99213": ("CO", "97", ("M15",))}
    assert any("ncci" in words for words in outcome.notes)


def test_the_modifier_that_separates_them_is_honoured(house, books):
    claim = house.claim(house.line(1, "99213", "150.00", "25"), house.line(2, "20610", "195.00"))
    assert denied(house.only(house.play(claim, books=books))) == {}


def test_an_add_on_without_its_primary_is_denied(house, books):
    claim = house.claim(house.line(1, "99213", "150.00"), house.line(2, "90472", "40.00"), payer="EXCOM2")
    assert denied(house.only(house.play(claim, books=books)))["90472"][:2] == ("CO", "107")


def test_the_same_line_twice_is_a_duplicate(house, books):
    claim = house.claim(house.line(1, "99213", "150.00"), house.line(2, "99213", "150.00"), payer="EXCOM2")
    assert ("OA", "18", ()) in denied(house.only(house.play(claim, books=books))).values()


def test_a_category_is_not_a_diagnosis(house, books):
    claim = house.claim(house.line(1, "99213", "150.00"), diagnoses=(Diagnosis(code="E11", qualifier="ABK"),))
    assert house.play(claim, books=books).acknowledgements[0].claims[0].status == "255"
