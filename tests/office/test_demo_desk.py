"""The demonstration puts work on every desk, once."""

import office_making as make
from django.apps import apps

from claimwright.office.demo_desk import fill_desks
from claimwright.office.encounters.actions import import_encounter
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
