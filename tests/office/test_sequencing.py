"""Order, present on admission, pointers, alternatives, and taking a decision back."""

import pytest

from claimwright import core
from claimwright.office.encounters.actions import add_code, edit_code, import_encounter, move_code, propose_codes, reject_code, undo_code
from claimwright.office.encounters.errors import NoSuchIndicator, NotStanding
from claimwright.office.encounters.final import final_codes

pytestmark = pytest.mark.django_db
TEXT = "ASSESSMENT\n1. Hypertension, continue lisinopril.\n2. Type 2 diabetes, continue metformin.\n3. Gout."


@pytest.fixture
def visit(practice, manager, books):
    import office_making

    value = office_making.encounter(2, documents=(core.Document(text=TEXT),))
    return propose_codes(import_encounter(practice, value, by=manager), by=manager)


def order(visit):
    return [(one.value.code, one.value.role) for one in visit.decisions.all() if one.value.system == "icd10cm" and one.state != "rejected"]


def named(visit, code):
    return next(one for one in visit.decisions.all() if one.value.code == code)


def test_a_diagnosis_that_comes_to_the_top_is_first_listed(visit, manager):
    before = order(visit)
    assert before[0] == ("I10", "first-listed")
    move_code(named(visit, "E11.9"), by=manager, up=True)
    assert order(visit)[:2] == [("E11.9", "first-listed"), ("I10", "secondary")]
    move_code(named(visit, "E11.9"), by=manager, up=True)
    assert order(visit)[0] == ("E11.9", "first-listed")
    move_code(named(visit, "E11.9"), by=manager, up=False)
    assert order(visit) == before


def test_what_is_rejected_is_passed_over(visit, manager):
    reject_code(named(visit, "I10"), by=manager, reason="no")
    codes = [code for code, _ in order(visit)]
    move_code(named(visit, codes[1]), by=manager, up=True)
    assert order(visit)[0] == (codes[1], "first-listed")
    assert final_codes(visit, undecided=True)[0].code == codes[1]


def test_a_decision_is_taken_back_and_stays_in_the_history(visit, manager):
    decision = edit_code(named(visit, "I10"), by=manager, code="I15.9", reason="slip")
    undo_code(decision, by=manager)
    assert (decision.state, decision.value.code) == ("proposed", "I10")
    assert [event.state for event in decision.events.all()] == ["proposed", "edited", "proposed"]
    added = add_code(visit, by=manager, system="icd10cm", code="R05.9")
    assert undo_code(added, by=manager).state == "rejected"


def test_indicators_and_pointers_are_what_they_can_be(visit, manager):
    decision = named(visit, "I10")
    assert edit_code(decision, by=manager, code="I10", poa="N").value.poa == "N"
    assert edit_code(decision, by=manager, code="I10", poa="").value.poa is None
    with pytest.raises(NoSuchIndicator):
        edit_code(decision, by=manager, code="I10", poa="X")
    service = next(one for one in visit.decisions.all() if one.value.system == "cpt")
    assert edit_code(service, by=manager, code=service.value.code, points_to=("E11.9",)).value.points_to == ("E11.9",)
    with pytest.raises(NotStanding):
        edit_code(service, by=manager, code=service.value.code, points_to=("Z99.89",))


def test_by_page(page, visit):
    decision = named(visit, "E11.9")
    for what in ("up", "down", "undo"):
        assert page.post(f"/encounters/code/{decision.public_id}/{what}").status_code == 302
    service = next(one for one in visit.decisions.all() if one.value.system == "cpt")
    page.post(f"/encounters/code/{service.public_id}/edit", {"code": service.value.code, "modifiers": "25 59", "pointers": "E11.9, I10"})
    service.refresh_from_db()
    assert (service.value.modifiers, service.value.points_to) == (("25", "59"), ("E11.9", "I10"))
    page.post(f"/encounters/code/{service.public_id}/edit", {"code": service.value.code})
    service.refresh_from_db()
    assert service.value.modifiers == ("25", "59")
