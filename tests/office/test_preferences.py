"""What a practice prefers: learned openly, switched on by a person, told on each code; packs; favourites."""

import pytest

from claimwright import core
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters.actions import edit_code, import_encounter, propose_codes, undo_code
from claimwright.office.kit.errors import Forbidden
from claimwright.office.preferences import queries
from claimwright.office.preferences.actions import choose_packs, drop_phrase, favour, learn_again, switch
from claimwright.office.preferences.errors import NoSuchPack

pytestmark = pytest.mark.django_db
TEXT = "ASSESSMENT\n1. Heart failure, continue furosemide."


def visit(practice, by, number, text=TEXT):
    import office_making

    value = office_making.encounter(number, documents=(core.Document(text=text),))
    return propose_codes(import_encounter(practice, value, by=by), by=by)


def failing(found):
    return next(one for one in found.decisions.all() if one.value.code.startswith("I50"))


@pytest.fixture
def learned(practice, manager, books):
    second = ensure_member(practice, username="cle", role="coding-lead", password="correct horse")
    for number, by in enumerate((manager, second, manager)):
        edit_code(failing(visit(practice, by, number)), by=by, code="I50.22", reason="known systolic")
    learn_again(practice, by=manager)
    return queries.preferences(practice)[0]


def test_three_like_decisions_of_two_people_become_a_draft_that_does_nothing(practice, manager, learned):
    assert (learned.value.proposed, learned.value.preferred, learned.value.state) == ("I50.9", "I50.22", "draft")
    assert failing(visit(practice, manager, 5)).value.code == "I50.9"
    assert learn_again(practice, by=manager) == 0


def test_switched_on_it_speaks_and_says_so_and_off_it_is_silent_again(practice, manager, learned):
    switch(learned, by=manager, on=True)
    found = visit(practice, manager, 5)
    decision = failing(found)
    assert decision.value.code == "I50.22"
    assert learned.key in decision.value.rules
    assert decision.value.alternatives[0].code == "I50.9"
    assert any(learned.key in note for note in found.result.notes)
    switch(learned, by=manager, on=False)
    assert failing(visit(practice, manager, 6)).value.code == "I50.9"


def test_a_coder_cannot_switch_and_another_practice_sees_nothing(practice, coder, learned, client, stranger):
    with pytest.raises(Forbidden):
        switch(learned, by=coder, on=True)
    client.force_login(stranger.user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/preferences/{learned.public_id}/switch", {"on": "1"}).status_code == 404
    assert "I50.22" not in client.get("/preferences/").content.decode()


def test_what_was_taken_back_is_not_learned(practice, manager, books):
    second = ensure_member(practice, username="cle", role="coding-lead", password="correct horse")
    for number, by in enumerate((manager, second, manager)):
        undo_code(edit_code(failing(visit(practice, by, number)), by=by, code="I50.22"), by=by)
    assert learn_again(practice, by=manager) == 0


def test_packs_are_read_from_the_next_proposal_on(practice, manager, books):
    text = "ASSESSMENT\n1. ET, continue aspirin."
    assert "D47.3" not in {one.value.code for one in visit(practice, manager, 1, text).decisions.all()}
    choose_packs(practice, ["oncology_hematology"], by=manager)
    codes = {one.value.code for one in visit(practice, manager, 2, text).decisions.all()}
    assert "D47.3" in codes
    with pytest.raises(NoSuchPack):
        choose_packs(practice, ["astrology"], by=manager)


def test_by_page(page, practice, manager, learned, encounter):
    text = page.get("/preferences/").content.decode()
    assert "I50.22" in text
    assert "3 of 2 people" in text
    assert page.post(f"/preferences/{learned.public_id}/switch", {"on": "1"}).status_code == 302
    assert queries.in_force(practice)
    assert page.post("/preferences/packs", {"pack": ["cardiology", "pediatrics"]}).status_code == 302
    assert queries.packs(practice) == ("cardiology", "pediatrics")
    page.post("/preferences/favourite", {"system": "icd10cm", "code": "E11.42"})
    assert "E11.42" in page.get(f"/encoder/{encounter.public_id}").content.decode()
    assert favour(practice, "icd10cm", "E11.42", by=manager) is False


def test_words_are_kept_for_one_person_and_offered_where_she_gives_a_reason(page, client, encounter, manager, coder):
    page.post("/preferences/phrase", {"words": " Not treated today "})
    page.post("/preferences/phrase", {"words": "Not treated today"})
    page.post("/preferences/phrase", {"words": "  "})
    assert queries.phrases(manager) == ["Not treated today"]
    offered = '<option value="Not treated today">'
    assert offered in page.get(f"/encounters/{encounter.public_id}").content.decode()
    row = queries.phrase_rows(manager)[0]
    client.force_login(coder.user, backend="django.contrib.auth.backends.ModelBackend")
    assert offered not in client.get(f"/encounters/{encounter.public_id}").content.decode()
    assert client.post(f"/preferences/phrase/{row.public_id}/drop").status_code == 404
    drop_phrase(row, by=coder)
    assert queries.phrases(manager) == ["Not treated today"]
    drop_phrase(row, by=manager)
    assert queries.phrases(manager) == []
