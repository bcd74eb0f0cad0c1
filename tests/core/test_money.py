from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core import Money

cents = st.integers(-(10**12), 10**12)


@given(cents)
def test_text_and_back(amount):
    assert Money.parse(str(Money(amount))) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("126.07", 12607), ("126", 12600), (".5", 50), ("-.5", -50), ("+1.10", 110), ("1.", 100), ("2.5000", 250), ("0", 0)],
)
def test_reads_dollars_as_people_and_x12_write_them(text, amount):
    assert Money.parse(text) == amount


@pytest.mark.parametrize("text", ["", ".", "-", "1.005", "1,000.00", "$5", "1e3", "12a", "٣", "1.2.3", " 1"])
def test_refuses_what_is_not_an_exact_amount(text):
    with pytest.raises(ValueError, match="not an amount"):
        Money.parse(text)


@given(cents, cents)
def test_sums_and_differences_of_money_are_money(a, b):
    total = Money(a) + Money(b)
    assert isinstance(total, Money)
    assert total == a + b
    assert isinstance(Money(a) - b, Money)
    assert isinstance(a - Money(b), Money)
    assert isinstance(-Money(a), Money)
    assert isinstance(Money.total([Money(a), Money(b)]), Money)


@pytest.mark.parametrize(("dollars", "text"), [("0.005", "0.01"), ("1.004999", "1.00"), ("-0.005", "-0.01"), ("126.065", "126.07")])
def test_rounds_half_up(dollars, text):
    assert str(Money.of(Decimal(dollars))) == text


def test_groups_thousands_for_eyes_only():
    assert f"{Money(-123456789):,}" == "-1,234,567.89"
    assert f"{Money(123456789)}" == "1234567.89"


def test_dollars_are_exact():
    assert Money(1).dollars == Decimal("0.01")


@pytest.mark.parametrize("text", ["9" * 16, "1" + "0" * 30 + ".00", "-" + "9" * 16 + ".99"])
def test_an_amount_beyond_every_ledger_is_refused(text):
    with pytest.raises(ValueError, match="not an amount"):
        Money.parse(text)


def test_leading_zeros_do_not_count_as_digits():
    assert Money.parse("0" * 30 + "1.50") == 150
