"""Plots: their geometry, their tables, and what the pages put into them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core import Money
from claimwright.office.claims.models import Claim
from claimwright.office.home import plots as front
from claimwright.office.kit import plots
from claimwright.office.ledger.plots import by_payer

amounts = st.integers(-10_000, 10**11).map(Money)
rows = st.lists(st.builds(plots.Row, name=st.text(max_size=40), amounts=st.tuples(amounts, amounts)), max_size=14)


@given(rows)
def test_nothing_leaves_the_drawing_and_columns_stand_in_proportion(drawn):
    for plot in (plots.columns("t", "h", ("a", "b"), drawn), plots.stacks("t", "h", ("a", "b"), drawn)):
        for bar in plot.bars:
            assert bar.x >= 0 and bar.y >= 0 and bar.width >= 0 and bar.height >= 0
            assert bar.x + bar.width <= plot.width + 1 and bar.y + bar.height <= plot.height
    tall = {
        bar.height: amount
        for row in drawn
        for amount, bar in zip(row.amounts, plots.columns("t", "h", ("a", "b"), [row]).bars, strict=True)
    }
    assert all(height == 0 for height, amount in tall.items() if amount <= 0)


def test_the_highest_column_is_as_much_higher_as_its_amount():
    one, two = plots.columns("t", "h", ("a",), [plots.Row("x", (Money(5000),)), plots.Row("y", (Money(10000),))]).bars
    assert two.height == pytest.approx(2 * one.height, abs=0.2)


@pytest.mark.parametrize(
    ("cents", "text"),
    [(0, "$0"), (95000, "$950"), (123456, "$1.2k"), (3400000, "$34k"), (120000000, "$1.2M"), (200000, "$2k"), (-50, "$0")],
)
def test_amounts_of_a_scale_are_short(cents, text):
    assert plots.short(Money(cents)).replace("-", "") == text


def test_the_front_page_draws_the_weeks_and_the_reasons_with_their_tables(page, claim):
    practice = claim.practice
    for claim in Claim.objects.for_practice(practice):
        claim.state = "denied"
        claim.say("CO-197: Denied by a payer: $0.00 of $1.00")
        claim.save()
    [row] = front.denials(practice).rows
    assert (row.amounts, row.href) == ((claim.charge,), "/claims/?show=denied&code=CO-197")
    assert 'hx-get="/plots"' in page.get("/").content.decode()
    text = page.get("/plots").content.decode()
    assert "Denied, by reason" in text
    assert re.search(r'<th scope="row"><a href="/claims/\?show=denied&amp;code=CO-197">CO-197 ', text)
    assert not front.weeks(practice, claim.date_of_service).shows


def test_the_accounts_page_draws_who_owes(page, claim, manager):
    from claimwright.office.claims.actions import submit_claims

    submit_claims(claim.practice, [claim], by=manager, on=claim.date_of_service)
    weeks = front.weeks(claim.practice, claim.date_of_service)
    assert [row.amounts for row in weeks.rows][-1] == (claim.charge, Money(0))
    [row] = by_payer(claim.practice, claim.date_of_service).rows
    assert (row.name, sum(row.amounts)) == ("Example Medicare", claim.charge)
    assert "Who owes, by age in days" in page.get("/accounts/").content.decode()
