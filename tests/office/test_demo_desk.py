"""The demonstration puts work on every desk, once."""

import office_making as make
from django.apps import apps

from claimwright.office import demo_rare
from claimwright.office.accounts.actions import ensure_member
from claimwright.office.demo_desk import fill_desks
from claimwright.office.encounters.actions import import_encounter, propose_codes
from claimwright.office.ledger.queries import balanced


def standing(practice):
    names = ("patients.Visit", "eligibility.Eligibility", "deposits.Deposit", "deposits.PatientPayment", "charges.Charge", "tasks.Task")
    names += ("authorizations.Authorization",)
    return {name: apps.get_model(name).objects.for_practice(practice).count() for name in names}


def test_every_desk_has_work_and_done_again_nothing_changes(practice, manager, claim):
    for number in (4, 5):
        import_encounter(practice, make.encounter(number), by=manager)
    claim.state = "denied"
    claim.save()
    fill_desks(practice, manager, manager)
    once = standing(practice)
    assert {name for name, number in once.items() if not number} == {"deposits.Deposit"}  # no payer has paid yet
    fill_desks(practice, manager, manager)
    assert standing(practice) == once
    assert balanced(practice)


RARE = (
    "encounters.SecondReview", "remits.RemittanceException", "emergency.Restriction", "emergency.Emergency", "preferences.Favourite",
    "preferences.Phrase",
)  # fmt: skip


def rare(practice):
    return {name: apps.get_model(name).objects.for_practice(practice).count() for name in RARE}


def test_what_is_rare_is_there_once_where_there_is_work_enough(practice, manager, claim, monkeypatch):
    propose_codes(import_encounter(practice, make.encounter(4), by=manager), by=manager)
    for name in ("coder", "biller", "compliance"):
        ensure_member(practice, username=name, role=name)
    demo_rare.fill_rare(practice, manager)
    assert {name for name, number in rare(practice).items() if number} == {"preferences.Favourite", "preferences.Phrase"}
    monkeypatch.setattr(demo_rare, "ENOUGH", 1)
    for state in ("denied", "paid"):
        claim.state = state
        claim.save()
        demo_rare.fill_rare(practice, manager)
    once = rare(practice)
    assert all(once.values())
    demo_rare.fill_rare(practice, manager)
    assert rare(practice) == once
    assert balanced(practice)
