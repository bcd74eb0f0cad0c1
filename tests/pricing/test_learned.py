"""The learned book of allowed amounts: what it answers, what it refuses, what it forgets only aloud."""

import datetime as dt
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.core import (
    Claim,
    Money,
    Patient,
    Payer,
    Payment,
    Provider,
    Remittance,
    RemittanceClaim,
    RemittanceLine,
    Subscriber,
)  # fmt: skip
from claimwright.pricing import PriceRequest
from claimwright.pricing.learned import AllowedBook, Lesson, Observation

DAY = dt.date(2025, 6, 2)


traces = count()


def remittance(*lines, status="1", posted=DAY, trace=None):
    claim = RemittanceClaim(claim_id="C", status=status, charge=Money(0), paid=Money(0), lines=lines)
    payment = Payment(amount=Money(0), method="ACH", trace=trace or str(next(traces)), date=posted)
    return Remittance(payer=Payer("P1", "Payer"), payee=Provider(), payment=payment, claims=(claim,))


def line(allowed, code="99213", on=DAY, units="1", modifiers=()):
    return RemittanceLine(
        procedure=code, charge=Money(30000), paid=Money(0), allowed=Money.parse(allowed), on=on, units=Decimal(units), modifiers=modifiers
    )


def taught(*amounts, **more):
    book = AllowedBook()
    for amount in amounts:
        book.learn(remittance(line(amount, **more)))
    return book


def test_it_refuses_until_enough_was_seen_and_says_how_much_is_missing():
    book = taught("110.00", "110.00", "110.00", "110.00")
    answer = book.ask("P1", "99213", DAY)
    assert answer.amount is None
    assert "4 of the 5 observations" in answer.reason
    book.learn(remittance(line("110.00")))
    assert book.ask("P1", "99213", DAY).amount == Money(11000)
    assert book.ask("P1", "99213", DAY, fewest=6).amount is None


def test_the_amount_seen_most_often_leads_else_the_median():
    often = taught("110.00", "110.00", "110.00", "90.00", "130.00").ask("P1", "99213", DAY)
    assert (often.amount, often.basis, often.agree, often.n) == (Money(11000), "most frequent", 3, 5)
    spread = taught("90.00", "100.00", "110.00", "120.00", "130.00").ask("P1", "99213", DAY)
    assert (spread.amount, spread.basis, spread.low, spread.high) == (Money(11000), "median", Money(10000), Money(12000))


def test_confidence_grows_with_what_agrees():
    """Wilson's lower limit at 95 %: 5 of 5 give 0.57, 50 of 50 0.93, 25 of 50 0.37."""
    few, many = taught(*["110.00"] * 5), taught(*["110.00"] * 50)
    mixed = taught(*(["110.00"] * 25 + [f"{amount}.00" for amount in range(200, 225)]))
    found = [book.ask("P1", "99213", DAY).confidence for book in (few, many, mixed)]
    assert found == [Decimal("0.57"), Decimal("0.93"), Decimal("0.37")]


def test_units_and_pricing_modifiers_make_the_key_and_others_do_not():
    book = taught(*["330.00"] * 5, units="3")
    assert book.ask("P1", "99213", DAY, ("25",)).amount == Money(11000)
    assert "0 of the 5" in book.ask("P1", "99213", DAY, ("50",)).reason
    assert "0 of the 5" in book.ask("P2", "99213", DAY).reason


def test_nothing_of_the_future_is_used_and_what_is_old_is_left_out_by_number():
    book = AllowedBook()
    for year in (2023, 2025):
        for _ in range(5):
            day = dt.date(year, 6, 2)
            book.learn(remittance(line("100.00" if year == 2023 else "120.00", on=day), posted=day + dt.timedelta(days=20)))
    assert book.ask("P1", "99213", dt.date(2025, 6, 2)).amount is None
    now = book.ask("P1", "99213", dt.date(2025, 7, 2))
    assert (now.amount, now.n, now.older, now.first) == (Money(12000), 5, 5, dt.date(2025, 6, 2))
    assert book.ask("P1", "99213", dt.date(2023, 12, 1)).amount == Money(10000)
    assert "5 more are older" in book.ask("P1", "99213", dt.date(2024, 12, 1)).reason


@pytest.mark.parametrize(
    ("lines", "status"), [((line("0.00"),), "1"), ((line("110.00"),), "4"), ((line("110.00"),), "2"), ((line("110.00", on=None),), "1")]
)
def test_denied_secondary_and_undated_lines_teach_nothing(lines, status):
    book = AllowedBook()
    assert book.learn(remittance(*lines, status=status)) == Lesson(passed=1)
    assert book.summary() == []


def test_a_reversal_takes_back_what_it_reverses():
    book = taught(*["110.00"] * 5)
    assert book.learn(remittance(line("-110.00"), status="22")) == Lesson(taken_back=1)
    assert "4 of the 5" in book.ask("P1", "99213", DAY).reason
    assert book.summary() == [("P1", 1, 4)]


def test_the_book_prices_a_request_with_its_steps_and_says_that_it_only_learned():
    book = taught("110.00", "110.00", "110.00", "90.00", "130.00")
    answer = book.price(PriceRequest(code="99213", date=DAY, units=Decimal(2)), "P1")
    assert answer.amount == Money(22000)
    assert "most frequent of 5" in answer.steps[0].what
    assert "learned, not agreed" in answer.notes[0]
    assert "0 of the 5" in book.price(PriceRequest(code="99215", date=DAY), "P1").reason
    assert "belongs to a day" in book.price(PriceRequest(code="99213"), "P1").reason
    assert "units" in book.price(PriceRequest(code="99213", date=DAY, units=Decimal("NaN")), "P1").reason


def test_no_remittance_teaches_twice():
    book = AllowedBook()
    assert book.learn(remittance(line("110.00"), trace="T1")) == Lesson(learned=1)
    assert book.learn(remittance(line("110.00"), trace="T1")) == Lesson(repeated=True)
    again = AllowedBook.from_lines(book.lines())
    assert again.learn(remittance(line("110.00"), trace="T1")).repeated
    assert again.summary() == [("P1", 1, 1)]


def test_the_setting_of_our_claim_is_part_of_the_key():
    ours = Claim(
        id="C", charge=Money(0), place_of_service="22", patient=Patient(last="T", first="P"), subscriber=Subscriber(), payer=Payer("P1"),
        billing=Provider(),
    )  # fmt: skip
    book = AllowedBook()
    for _ in range(5):
        book.learn(remittance(line("70.00")), claims={"C": ours})
    assert book.ask("P1", "99213", DAY, setting="facility").amount == Money(7000)
    assert "0 of the 5" in book.ask("P1", "99213", DAY).reason


def test_a_book_given_back_its_observations_answers_the_same():
    book = taught("110.00", "110.00", "110.00", "90.00", "130.00")
    assert AllowedBook.from_lines(book.lines()).ask("P1", "99213", DAY) == book.ask("P1", "99213", DAY)


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 900)), max_size=30), st.integers(0, 900), st.integers(1, 10))
@settings(max_examples=100)
def test_an_answer_lies_among_what_was_seen_and_counts_everything(seen, asked, fewest):
    start = dt.date(2023, 1, 1)
    book = AllowedBook(
        Observation(payer="P", code="X", on=start + dt.timedelta(days), posted=start + dt.timedelta(days), per_unit=Money(cents))
        for cents, days in seen
    )
    on = start + dt.timedelta(asked)
    answer = book.ask("P", "X", on, fewest=fewest)
    assert answer.n + answer.older == sum(days <= asked for _, days in seen)
    if answer.amount is None:
        assert answer.reason
    else:
        assert answer.n >= fewest
        assert answer.low <= answer.amount <= answer.high or answer.basis == "most frequent"
        assert int(answer.amount) in {cents for cents, _ in seen}
        assert 0 <= answer.confidence <= 1
