"""What coders code, the queue by skill, and minutes at a chart."""

import pytest
from office_making import DAY, encounter

from claimwright.office.accounts.actions import ensure_member
from claimwright.office.encounters import actions_queue, pace, queries
from claimwright.office.encounters.actions import import_encounter, propose_codes
from claimwright.office.encounters.errors import NotAMember
from claimwright.office.encounters.models import ActiveTime, Encounter
from claimwright.office.kit.clock import office_day
from claimwright.office.preferences.actions import favour


@pytest.fixture
def two(practice, manager, books):
    """A visit and a stay, both to be coded."""
    stay = encounter(30, setting="inpatient", place_of_service="21")
    return [propose_codes(import_encounter(practice, one, by=manager), by=manager) for one in (encounter(3), stay)]


def fitting(practice, member):
    return {row.kind for row in queries.Chosen(whose="fit").rows(practice, member.user, DAY)}


def test_the_queue_shows_what_somebody_codes(two, practice, manager, coder):
    assert fitting(practice, coder) == {"visit", "stay"}
    actions_queue.set_skill(practice, coder, by=manager, kinds=["stay", "nonsense"], specialties=[])
    assert fitting(practice, coder) == {"stay"}
    actions_queue.set_skill(practice, coder, by=manager, kinds=[], specialties=["207R"])
    assert fitting(practice, coder) == set()
    actions_queue.set_skill(practice, coder, by=manager, kinds=[], specialties=[])
    Encounter.objects.for_practice(practice).filter(kind="stay").update(assigned_to=manager.user)
    assert fitting(practice, coder) == {"visit"}


def test_only_who_codes_has_a_skill(practice, manager, stranger):
    poster = ensure_member(practice, username="pia", role="poster")
    for nobody in (poster, stranger):
        with pytest.raises(NotAMember):
            actions_queue.set_skill(practice, nobody, by=manager, kinds=[], specialties=[])


def test_minutes_are_those_at_the_charts_that_somebody_signed(claim, two, practice, manager, coder):
    signed = claim.encounter
    ActiveTime.objects.create(practice=practice, encounter=signed, user=manager.user, seconds=300)
    ActiveTime.objects.create(practice=practice, encounter=signed, user=coder.user, seconds=9000)
    rows = {row.member.user.username: row for row in pace.paces(practice, office_day(practice))}
    assert rows["mia"].total == pace.Pace(1, 300)
    assert rows["cora"].total == pace.Pace(0, None)
    assert rows["cora"].fits == 1


def test_the_page_shows_and_keeps_it(page, two, practice, coder):
    assert "cora" in page.get("/encounters/coders").content.decode()
    page.post(f"/encounters/coders/{coder.public_id}", {"kind": ["stay"]})
    assert "hospital stay" in page.get("/encounters/coders").content.decode()
    assert page.post("/encounters/coders/" + "0" * 16).status_code == 404
    assert page.get("/encounters/?whose=fit").status_code == 200


def test_an_empty_search_offers_ones_favourites(page, two, practice, manager):
    address = f"/encounters/{two[0].public_id}/search"
    assert "No favourites yet" in page.post(address, {"q": " "}, HTTP_HX_REQUEST="true").content.decode()
    favour(practice, "icd10cm", "I10", by=manager)
    assert "Essential (primary) hypertension" in page.post(address, {"q": ""}, HTTP_HX_REQUEST="true").content.decode()
