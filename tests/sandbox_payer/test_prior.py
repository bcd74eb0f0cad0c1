"""The prior payer's part of a secondary claim, line by line or spread over lines."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core import Adjustment, Money, OtherPayer, Payer, RemittanceLine, Subscriber
from claimwright.sandbox.payer.prior import spread

charges = st.lists(st.integers(min_value=0, max_value=100_000), min_size=1, max_size=8)


@given(charges=charges, share=st.integers(min_value=0, max_value=100))
def test_a_spread_amount_loses_no_cent_and_never_exceeds_a_line(charges, share):
    lines = tuple(SimpleNamespace(number=n, charge=Money(charge)) for n, charge in enumerate(charges))
    amount = Money(sum(charges) * share // 100)
    parts = spread(amount, lines)
    assert Money.total(parts.values()) == amount
    assert all(0 <= parts[line.number] <= line.charge for line in lines)


def prior(*lines, paid):
    return OtherPayer(payer=Payer("00882"), subscriber=Subscriber(member_id="1EG4TE5MK73"), sequence=1, paid=Money.parse(paid), lines=lines)


def answered(control_number, charge, paid, contractual, share):
    adjustments = tuple(
        Adjustment(group=group, reason=reason, amount=Money.parse(amount))
        for group, reason, amount in (("CO", "45", contractual), ("PR", "2", share))
        if amount != "0.00"
    )
    return RemittanceLine(
        control_number=control_number, procedure="99214", charge=Money.parse(charge), paid=Money.parse(paid), adjustments=adjustments
    )  # fmt: skip


@pytest.fixture
def secondary(house):
    other = prior(
        answered("C1-1", "225.00", "100.00", "99.82", "25.18"),
        answered("C1-2", "150.00", "0.00", "0.00", "150.00"),
        paid="100.00",
    )
    lines = house.line(1, "99214", "225.00"), house.line(2, "20610", "150.00")
    return house.claim(*lines, payer="EXMCD", sequence=2, other_payers=(other,))


def test_the_prior_payers_answer_by_line_is_taken_as_it_is(house, secondary):
    answer = house.only(house.play(secondary))
    first, second = ({f"{one.group}-{one.reason}": str(one.amount) for one in line.adjustments} for line in answer.lines)
    assert first == {"OA-23": "199.82"}
    assert str(answer.lines[0].paid) == "25.18"
    assert "OA-23" not in second
    assert answer.lines[1].paid > 0


def test_a_secondary_payment_with_what_came_before_never_exceeds_the_charge(house, secondary):
    for line in house.only(house.play(secondary)).lines:
        before = Money.total(one.amount for one in line.adjustments if one.group == "OA")
        assert before + line.paid <= line.charge
