from datetime import date

import pytest
from ledger_making import DAY, a_claim, cents

from claimwright import core, ledger
from claimwright.ledger import Account, Entry, Posting, Source


def entry(*amounts: int) -> Entry:
    postings = tuple(Posting(account=Account.CASH, amount=core.Money(amount)) for amount in amounts)
    return Entry(id="e", on=DAY, kind="charge", postings=postings, source=Source(kind="claim", id="A1"))


def test_an_entry_that_does_not_sum_to_zero_cannot_be_built():
    with pytest.raises(ValueError, match=r"0\.01 left"):
        entry(100, -99)


def test_nor_can_it_be_read_from_json_or_made_by_replacing_postings():
    good = entry(100, -100)
    with pytest.raises(ValueError, match="do not sum to zero"):
        core.decode(core.encode(good).replace(b'"1.00"', b'"1.01"', 1), Entry)
    with pytest.raises(ValueError, match="do not sum to zero"):
        core.replace(good, postings=good.postings[:1])


def test_an_entry_survives_json():
    made = ledger.charge(a_claim(charges=("100.00", "25.50")), DAY)
    assert core.decode(core.encode(made), Entry) == made


def test_a_charge_debits_each_line_to_the_payer_and_credits_charges():
    claim = a_claim(charges=("100.00", "25.50"))
    made = ledger.charge(claim, DAY)
    assert ledger.balances([made], "line") == {"A1-1": cents("100.00"), "A1-2": cents("25.50")}
    assert ledger.balances([made], "payer") == {"00882": cents("125.50")}
    assert ledger.balances([made]) == {"insurance-receivable": cents("125.50"), "charges": cents("-125.50")}
    assert (made.claim, made.on) == ("A1", DAY)


def test_charging_the_same_claim_again_gives_the_same_id_and_another_claim_another():
    claim = a_claim()
    assert ledger.charge(claim, DAY).id == ledger.charge(core.replace(claim, version=3), date(2026, 4, 1)).id
    assert ledger.charge(claim, DAY).id != ledger.charge(a_claim("A2"), DAY).id
    assert not ledger.is_balanced([ledger.charge(claim, DAY), ledger.charge(claim, DAY)])


def test_a_claim_whose_lines_do_not_make_its_charge_is_not_charged():
    wrong = core.replace(a_claim(charges=("100.00",)), charge=cents("100.01"))
    with pytest.raises(ValueError, match=r"0\.01 left"):
        ledger.charge(wrong, DAY)


def test_a_reversed_charge_leaves_nothing_and_is_made_once():
    made = ledger.charge(a_claim(), DAY)
    undone = ledger.reverse(made, DAY, "entered in error")
    assert set(ledger.balances([made, undone]).values()) == {0}
    assert undone.reverses == made.id
    assert undone == ledger.reverse(made, DAY, "entered in error")


def test_a_write_off_needs_its_reason():
    with pytest.raises(ValueError, match="needs its reason"):
        ledger.write_off(a_claim(), "A1-1", cents("5.00"), DAY, "D1", why=" ", payer="00882")


def test_decisions_move_money_between_the_parties():
    claim = a_claim()
    entries = [
        ledger.charge(claim, DAY),
        ledger.transfer(claim, "A1-1", cents("40.00"), DAY, "D1", payer="00882", why="not covered, waiver signed"),
        ledger.patient_payment(claim, "A1-1", cents("50.00"), DAY, "R1"),
        ledger.write_off(claim, "A1-1", cents("60.00"), DAY, "D2", why="appeal lost", payer="00882"),
        ledger.refund(claim, "A1-1", cents("10.00"), DAY, "R2"),
    ]
    assert ledger.is_balanced(entries)
    assert ledger.balances(entries) == {
        "insurance-receivable": 0, "charges": cents("-100.00"), "patient-receivable": 0,
        "cash": cents("40.00"), "other-adjustment": cents("60.00"),
    }  # fmt: skip
