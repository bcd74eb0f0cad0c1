"""Oddities: each is odd in the one way it says, and still balances."""

from decimal import Decimal

import pytest

from claimwright import ledger
from claimwright.core import Money, Payer, Payment, Provider, Remittance
from claimwright.sandbox.payer.scripts import Event
from claimwright.sandbox.payer.twists import twists


@pytest.fixture
def answer(house):
    return house.only(house.play(house.claim(house.line(1, "99214", "225.00"), house.line(2, "90472", "90.00", units=3), payer="EXCOM1")))


def bend(answer, what, **event):
    bent = twists()[what].twist(answer, Event(what=what, **event))
    payment = Payment(amount=bent.paid, method="ACH", trace="T", date=answer.lines[0].on)
    proof = ledger.prove(Remittance(payer=Payer("P"), payee=Provider(), payment=payment, claims=(bent,)))
    assert proof.holds
    return bent


def test_every_oddity_leaves_the_arithmetic_alone(answer):
    for what in twists():
        bend(answer, what, reason="151", submitted="99214", procedure="99213")


def test_another_code_is_paid_and_ours_is_named(answer):
    line = bend(answer, "recode", submitted="99214", procedure="99213", reason="45", percent=Decimal(70)).lines[0]
    assert (line.procedure, line.submitted_procedure) == ("99213", "99214")
    assert line.paid == Money.of(answer.lines[0].paid.dollars * 70 / 100)
    assert sum(one.reason == "45" for one in line.adjustments) == 1


def test_fewer_units_are_paid_and_the_rest_has_its_reason(answer):
    line = bend(answer, "fewer-units", reason="151", remarks=("N362",)).lines[1]
    assert line.units == 1
    cut = next(one for one in line.adjustments if one.reason == "151")
    assert (cut.quantity, line.remarks) == (2, ("N362",))


def test_a_forwarded_claim_has_its_own_status(answer):
    assert bend(answer, "crossover").status == "19"


def test_status_4_only_where_nothing_was_paid(answer, house):
    denied = house.only(house.play(house.claim(house.line(1, "93306", "225.00"), payer="EXCOM1")))
    assert bend(answer, "status-denied").status == "1"
    assert bend(denied, "status-denied").status == "4"


def test_the_share_the_line_numbers_and_the_claim_id_may_be_wrong_or_missing(answer):
    assert answer.patient_responsibility > 0
    assert bend(answer, "no-share").patient_responsibility == 0
    assert {line.control_number for line in bend(answer, "no-line-numbers").lines} == {""}
    assert bend(answer, "rename").claim_id == f"X{answer.claim_id}"


def test_an_oddity_is_chosen_by_the_dice_and_stays_chosen(house):
    claims = [
        house.claim(house.line(1, "99214", "225.00", claim=f"S{n}"), payer="EXCOM1", id=f"S{n}", member=f"M{n:05d}") for n in range(30)
    ]
    answers = [one for remittance in house.play(*claims, script="oddities").remittances for one in remittance.claims]
    renamed = {one.claim_id for one in answers if one.claim_id.startswith("X")}
    assert 0 < len(renamed) < len(answers)
    assert {one.status for one in answers} >= {"1", "19"}
