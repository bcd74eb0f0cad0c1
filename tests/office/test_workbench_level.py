"""The visit's level row by row, judged otherwise, chosen with a reason; what another takes with it."""

import office_making as make
import pytest

from claimwright.coding import CodingRequest
from claimwright.coding.visit_grid import leveled, visit_grid
from claimwright.office.encounters.actions import import_encounter, propose_codes, reject_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(practice, manager, books):
    return propose_codes(import_encounter(practice, make.encounter(0), by=manager), by=manager)


def test_the_grid_agrees_with_the_proposal_and_its_words_stand_in_the_note(visit, books):
    grid = visit_grid(CodingRequest(documents=visit.as_value().documents), books)
    em = visit.result.em
    assert (grid.problems.level, grid.data.level, grid.risk.level, grid.minutes) == (em.problems, em.data, em.risk, em.minutes)
    assert leveled(em.code, (em.problems, em.data, em.risk), em.minutes)[0] == em.code
    assert [(one.codes, one.level) for one in grid.each] == [(("E11.42",), "moderate"), (("I10",), "moderate"), (("E78.5",), "low")]
    document = visit.as_value().documents[0]
    words = [*grid.risk.evidence, *grid.time, *(span for one in grid.each for span in one.evidence)]
    assert words
    assert all(one.holds_in(document) for one in words)


@pytest.mark.parametrize(
    ("code", "levels", "minutes", "expected"),
    [
        ("99213", ("high", "extensive", "low"), None, ("99215", "decision making")),
        ("99213", ("minimal", "minimal", "high"), None, ("99212", "decision making")),
        ("99213", ("low", "minimal", "low"), 40, ("99215", "time")),
        ("99203", ("low", "minimal", "low"), 30, ("99203", "decision making")),
        ("99283", ("low", "minimal", "low"), 90, ("99283", "decision making")),
        ("99396", ("low", "minimal", "low"), None, ("", "")),
        ("99213", ("low", "nothing", "low"), None, ("", "")),
    ],
)
def test_two_of_three_elements_or_time(code, levels, minutes, expected):
    assert leveled(code, levels, minutes) == expected


def test_another_judgement_is_shown_and_taken_with_a_reason(page, visit):
    path = f"/encounters/{visit.public_id}"
    text = page.get(f"{path}/level", headers={"HX-Request": "true"}).content.decode()
    assert "99214</b>" in text
    assert "as it stands" in text
    assert "<html" not in text
    told = {"problems": "high", "data": "minimal", "risk": "high", "minutes": ""}
    assert "Use 99215" in page.post(f"{path}/level-of", told).content.decode()
    assert "as it stands" in page.post(f"{path}/level-of", {"problems": "enormous", "minutes": "x"}).content.decode()
    visit_code = next(one for one in visit.decisions.all() if one.value.role == "visit")
    assert visit_code.value.code == "99214"
    page.post(f"/encounters/code/{visit_code.public_id}/edit", {"code": "99215", "reason": "Toxicity is monitored"})
    visit_code.refresh_from_db()
    assert (visit_code.value.code, visit_code.reason) == ("99215", "Toxicity is monitored")


def test_an_encounter_whose_visit_was_rejected_has_no_level(page, visit, manager):
    visit_code = next(one for one in visit.decisions.all() if one.value.role == "visit")
    reject_code(visit_code, by=manager, reason="no visit")
    assert page.get(f"/encounters/{visit.public_id}/level").status_code == 404
