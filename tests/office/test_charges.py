"""Charges: nothing is released before both totals agree; what is released stands with its encounter, once."""

from __future__ import annotations

import office_making as make
import pytest

from claimwright.core import Money
from claimwright.office.charges import actions, queries
from claimwright.office.charges.errors import Closed, NotACharge, TotalsDiffer
from claimwright.office.charges.models import Charge
from claimwright.office.encounters import engine
from claimwright.office.encounters.actions import finalize_codes, import_encounter, propose_codes
from claimwright.office.kit.errors import OfficeError
from claimwright.office.practices.models import Fee

D = Money.parse


@pytest.fixture
def batch(practice, manager):
    return actions.open_batch(practice, 2, D("120.00"), by=manager)


def standing(encounter):
    return {row.value.code: (row.value.units, row.value.modifiers, row.state) for row in encounter.decisions.all()}


def test_a_batch_is_released_when_both_totals_agree(practice, manager, encounter, batch):
    actions.enter(batch, encounter, "93000", by=manager)
    with pytest.raises(TotalsDiffer, match="1 services are keyed, 2 were counted"):
        actions.release(batch, by=manager)
    actions.enter(batch, encounter, "81002", by=manager, units=3)
    with pytest.raises(TotalsDiffer, match=r"\$105.00, \$120.00 was added up: −\$15.00 apart"):
        actions.release(batch, by=manager)
    assert "81002" not in standing(encounter)
    actions.set_totals(batch, 2, D("105.00"), by=manager)
    for _ in range(2):
        actions.release(batch, by=manager)
    assert standing(encounter)["81002"] == (3, (), "added")
    assert Charge.objects.for_practice(practice).filter(state="released").count() == 2
    for refused in (lambda: actions.enter(batch, encounter, "36415", by=manager), lambda: actions.give_up(batch, by=manager)):
        with pytest.raises(Closed):
            refused()


def test_a_service_that_the_note_yields_too_is_confirmed_and_not_added_twice(practice, manager, books):
    encounter = propose_codes(import_encounter(practice, make.encounter(3), by=manager), by=manager)
    proposed = next(row for row in encounter.decisions.all() if row.value.system == "cpt")
    fee = make.CHARGES[proposed.value.code]
    batch = actions.open_batch(practice, 1, fee, by=manager)
    actions.enter(batch, encounter, proposed.value.code, by=manager, modifiers=("25",))
    actions.release(batch, by=manager)
    rows = [row for row in encounter.decisions.all() if row.value.code == proposed.value.code]
    assert [(row.state, row.value.modifiers, row.reason) for row in rows] == [("edited", ("25",), "Charge batch 1")]
    assert rows[0].value.role == proposed.value.role


@pytest.mark.parametrize(
    ("code", "units", "why"),
    [
        ("99999", 1, "no fee for 99999"),
        ("0110", 1, "facility's revenue code"),
        ("0450/99283", 1, "facility's"),
        ("", 1, "without a code"),
        ("93000", 0, "Units"),
        ("93000", 10_000, "Units"),
    ],
)
def test_what_cannot_be_charged_is_refused(manager, encounter, batch, code, units, why):
    with pytest.raises(NotACharge, match=why):
        actions.enter(batch, encounter, code, by=manager, units=units)


def test_the_same_service_twice_needs_a_modifier(manager, encounter, batch):
    actions.enter(batch, encounter, "20610", by=manager, modifiers=("RT",))
    with pytest.raises(NotACharge, match="keyed for this encounter already"):
        actions.enter(batch, encounter, "20610", by=manager, modifiers=("RT",))
    actions.enter(batch, encounter, "20610", by=manager, modifiers=("LT",))
    assert batch.count == 2


def test_a_fee_that_changed_meanwhile_stops_the_release(practice, manager, encounter):
    batch = actions.open_batch(practice, 1, D("60.00"), by=manager)
    actions.enter(batch, encounter, "93000", by=manager)
    Fee.objects.for_practice(practice).filter(code="93000").update(amount=D("61.00"))
    with pytest.raises(NotACharge, match="fee of 93000 has changed"):
        actions.release(batch, by=manager)


def test_a_late_charge_waits_and_opens_the_codes_again(practice, manager, claim):
    encounter = claim.encounter
    batch = actions.open_batch(practice, 1, D("60.00"), by=manager)
    actions.enter(batch, encounter, "93000", by=manager)
    actions.release(batch, by=manager)
    late = queries.late(practice).get()
    actions.take_late(late, by=manager)
    encounter.refresh_from_db()
    assert encounter.open
    assert not queries.late(practice).exists()
    (again,) = finalize_codes(encounter, by=manager)
    assert again.pk == claim.pk
    assert "93000" in {line.procedure for line in again.value.lines}


def test_a_late_charge_stays_where_the_payer_has_the_claim(page, practice, manager, claim):
    from claimwright.office.claims.actions import submit_claims

    submit_claims(practice, [claim], by=manager, on=claim.date_of_service)
    batch = actions.open_batch(practice, 1, D("60.00"), by=manager)
    actions.enter(batch, claim.encounter, "93000", by=manager)
    actions.release(batch, by=manager)
    late = queries.late(practice).get()
    assert b"A payer has a claim with these codes" in page.post(f"/charges/late/{late.public_id}", follow=True).content
    assert queries.late(practice).get() == late


def test_a_ticket_is_found_by_number_or_by_the_only_patient_who_fits(practice, manager, encounter):
    import_encounter(practice, make.encounter(5), by=manager)
    assert queries.encounter(practice, "E0003") == encounter
    assert queries.encounter(practice, "lindq") == encounter
    import_encounter(practice, make.encounter(11), by=manager)
    with pytest.raises(OfficeError, match="Several encounters fit: E0003"):
        queries.encounter(practice, "lindq")
    with pytest.raises(OfficeError, match="No encounter"):
        queries.encounter(practice, "nobody")


def test_a_batch_is_keyed_on_its_page(page, practice, encounter):
    assert page.post("/charges/begin", {"count": "1", "amount": "x"}).status_code == 302
    made = page.post("/charges/begin", {"count": "1", "amount": "$60.00"})
    change = f"{made.url}/change"
    page.post(change, {"do": "enter", "encounter": "E0003", "code": "93000", "units": "1"})
    assert b"Release <kbd>" in page.get(made.url).content
    page.post(change, {"do": "release"})
    assert standing(encounter)["93000"][2] in ("added", "edited")
    assert b"99213" in page.get("/charges/fees?q=9921").content
    assert page.get("/charges/").status_code == 200


def test_the_front_desk_keys_and_a_biller_releases(client, practice, manager, encounter):
    from claimwright.office.accounts.actions import ensure_member

    desk = ensure_member(practice, username="fran", role="front-desk", password="correct horse")
    client.force_login(desk.user, backend="django.contrib.auth.backends.ModelBackend")
    made = client.post("/charges/begin", {"count": "1", "amount": "60"}).url
    client.post(f"{made}/change", {"do": "enter", "encounter": "E0003", "code": "93000"})
    assert client.post(f"{made}/change", {"do": "release"}).status_code == 403


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("36415", "blood draw"),
        ("0450/99283", "Emergency department: "),
        ("0110", "Room of one's own"),
        ("0999", ""),
        ("0450/00000", "Emergency"),
    ],
)
def test_the_fee_list_says_services_and_departments_in_our_words(books, code, words):
    assert words in engine.fee_title(code, make.DAY) if words else engine.fee_title(code, make.DAY) == ""
