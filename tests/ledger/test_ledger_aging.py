from datetime import date, timedelta

import pytest
from ledger_making import DAY, PAID_ON, a_claim, adjust, answered, cents, paid_by

from claimwright import core, ledger
from claimwright.ledger.aging import bucket


@pytest.mark.parametrize(
    ("days", "where"),
    [(0, "0-30"), (30, "0-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90"), (91, "91-120"), (120, "91-120"), (121, "120+")],
)
def test_buckets_have_their_edges_where_the_industry_has_them(days, where):
    assert bucket(days) == where


def test_a_payer_ages_from_the_charge_and_the_patient_from_the_transfer():
    claim = a_claim(charges=("100.00", "80.00"))
    charge = ledger.charge(claim, DAY)
    result = ledger.post(paid_by(answered(claim, ("CO-45 40.00", "PR-2 12.00"), ("CO-50 80.00",))), {"A1": claim}, already=[charge])
    entries = [charge, *result.entries]
    rows = ledger.aging(entries, PAID_ON + timedelta(days=20))
    assert [(row.party, row.who, row.total) for row in rows] == [
        ("insurance", "00882", cents("80.00")),
        ("patient", "P-A1", cents("12.00")),
    ]
    assert rows[0].buckets["31-60"] == cents("80.00")
    assert rows[1].buckets["0-30"] == cents("12.00")


def test_aging_as_of_an_earlier_day_does_not_know_the_future():
    claim = a_claim()
    charge = ledger.charge(claim, DAY)
    result = ledger.post(paid_by(answered(claim, ("CO-45 40.00",))), {"A1": claim}, already=[charge])
    rows = ledger.aging([charge, *result.entries], date(2026, 3, 10))
    assert [(row.who, row.total) for row in rows] == [("00882", cents("100.00"))]
    assert ledger.aging([charge, *result.entries], PAID_ON) == []


def test_credits_are_shown_apart():
    one, two = a_claim("A1"), a_claim("A2")
    entries = [ledger.charge(one, DAY), ledger.charge(two, DAY)]
    entries += ledger.post(paid_by(answered(a_claim("A1", ("200.00",)), ())), {"A1": one}, already=entries).entries
    (row,) = ledger.aging(entries, PAID_ON)
    assert (row.buckets["0-30"], row.credits, row.total) == (cents("100.00"), cents("-100.00"), 0)


def test_a_claim_paid_as_a_whole_is_one_balance():
    claim = a_claim(charges=("100.00", "80.00"))
    charge = ledger.charge(claim, DAY)
    whole = core.replace(
        answered(claim, (), ()), lines=(), paid=cents("120.00"), adjustments=(adjust("CO-45 50.00"), adjust("CO-97 10.00"))
    )
    result = ledger.post(paid_by(whole), {"A1": claim}, already=[charge])
    (left,) = ledger.open_balances([charge, *result.entries])
    assert (left.claim, left.line, left.amount, left.since) == ("A1", "", cents("10.00"), DAY)
    (row,) = ledger.aging([charge, *result.entries], PAID_ON)
    assert (row.total, row.credits) == (cents("10.00"), 0)
