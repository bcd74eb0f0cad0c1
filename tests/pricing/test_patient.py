"""The patient's share and the second payer: examples as data (``examples/patient.toml``) and what must hold for all."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core import Claim, ClaimLine, Money, Patient, Payer, Provider, Subscriber, convert
from claimwright.pricing.patient import METHODS, Asked, Benefits, Primary, Year, estimate, secondary, share, share_lines

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples" / "patient.toml").read_text("utf-8"))
amounts = st.integers(0, 10**7).map(Money)
perhaps = st.none() | amounts
benefits_of_any_plan = st.builds(
    Benefits, copay=amounts, copay_rule=st.sampled_from(("instead", "before", "after")), coinsurance=st.integers(0, 100).map(Decimal),
    deductible_applies=st.booleans(), benefit_left=perhaps, covered=st.booleans(),
)  # fmt: skip
years = st.builds(Year, deductible=amounts, family_deductible=perhaps, out_of_pocket=perhaps, family_out_of_pocket=perhaps)


def met(answer, expected):
    return {name: str(getattr(answer, name)) for name in expected} == expected


@pytest.mark.parametrize("example", EXAMPLES["share"], ids=[one["id"] for one in EXAMPLES["share"]])
def test_a_share_is_met_to_the_cent(example):
    benefits, year = convert(example["benefits"], Benefits), convert(example.get("year", {}), Year)
    answer = share(Money.parse(example["allowed"]), benefits, year, Money.parse(example.get("not_covered", "0")))
    assert met(answer, example["expect"]), answer
    assert answer.steps


@pytest.mark.parametrize("example", EXAMPLES["secondary"], ids=[one["id"] for one in EXAMPLES["secondary"]])
def test_a_second_payers_payment_is_met_to_the_cent(example):
    charge = Money.parse(example["charge"]) if "charge" in example else None
    answer = secondary(
        example["method"], convert(example["primary"], Primary), Money.parse(example["allowed"]), convert(example["benefits"], Benefits),
        convert(example.get("year", {}), Year), charge,
    )  # fmt: skip
    assert met(answer, example["expect"]), answer
    assert answer.steps


def test_the_years_sums_run_through_the_lines_of_a_visit():
    """A visit with a copay, then a test of 200 and one of 300 under a deductible of 250 and a limit of 300 in all."""
    lines = [
        (Money(12000), Benefits(copay=Money(3000))), (Money(20000), Benefits(coinsurance=Decimal(20))),
        (Money(30000), Benefits(coinsurance=Decimal(20))),
    ]  # fmt: skip
    visit, first, second = share_lines(lines, Year(deductible=Money(25000), out_of_pocket=Money(30000)))
    assert (visit.patient, first.patient, second.patient) == (Money(3000), Money(20000), Money(7000))
    assert (second.deductible, second.coinsurance) == (Money(5000), Money(2000))
    assert second.year == Year(deductible=Money(0), out_of_pocket=Money(0))


def claim(*codes):
    lines = tuple(
        ClaimLine(number=n, control_number=str(n), procedure=code, charge=Money(0), from_date=dt.date(2025, 11, 3))
        for n, code in enumerate(codes)
    )
    return Claim(
        id="T", charge=Money(0), place_of_service="11", patient=Patient(last="T", first="P"), subscriber=Subscriber(), payer=Payer("P"),
        billing=Provider(), lines=lines,
    )  # fmt: skip


def test_a_claim_is_estimated_line_by_line_and_a_line_without_price_is_left_out():
    """99213 88.95 with a copay of 25; 20610 63.40 under the deductible; 83036 has no price by this schedule."""
    rest = Benefits(coinsurance=Decimal(20))
    asked = Asked(
        claim=claim("99213", "20610", "83036"), benefits=(Benefits(copay=Money(2500)), rest, rest), year=Year(deductible=Money(5000))
    )
    visit, procedure = estimate(asked).shares
    assert (visit.patient, procedure.patient) == (Money(2500), Money(5268))
    with pytest.raises(ValueError, match="once a visit"):
        estimate(Asked(claim=claim("99213", "20610"), benefits=Benefits(copay=Money(2500))))
    assert estimate(Asked(code="99213", date=dt.date(2025, 11, 3))).shares == ()


@given(amounts, benefits_of_any_plan, years)
def test_every_cent_is_somebodys(allowed, benefits, year):
    one = share(allowed, benefits, year)
    assert one.plan + one.patient == allowed
    assert one.copay + one.deductible + one.coinsurance + one.not_covered + one.over_benefit == one.patient
    assert min(one.plan, one.copay, one.deductible, one.coinsurance, one.over_benefit) >= 0
    if year.limit is not None:
        assert one.copay + one.deductible + one.coinsurance <= year.limit
    assert one.year.deductible <= year.deductible


@given(st.sampled_from(METHODS), amounts, st.integers(0, 100), amounts, benefits_of_any_plan, years, amounts)
def test_a_second_payer_never_pays_more_than_alone_nor_than_is_open(method, first, percent, allowed, benefits, year, charge):
    paid = Money.of(first.dollars * percent / 100)
    primary = Primary(allowed=first, paid=paid, patient=first - paid)
    answer = secondary(method, primary, allowed, benefits, year, charge)
    assert 0 <= answer.paid <= (allowed if method == "maintenance" else answer.normal)
    assert answer.patient >= 0
    if method == "standard":
        assert answer.paid + paid <= max(allowed, first)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: share(Money(-1), Benefits()), "below zero"),
        (lambda: share(Money(1), Benefits(coinsurance=Decimal(101))), "coinsurance of 101"),
        (lambda: share(Money(1), Benefits(), Year(), Money(2)), "more than allowed"),
        (lambda: share(Money(1), Benefits(), Year(out_of_pocket=Money(-1))), "below zero"),
        (lambda: secondary("half", Primary(allowed=Money(1), paid=Money(1)), Money(1), Benefits()), "no method"),
        (lambda: secondary("medicare", Primary(allowed=Money(1), paid=Money(1)), Money(1), Benefits()), "needs the charge"),
        (lambda: secondary("standard", Primary(allowed=Money(1), paid=Money(-1)), Money(1), Benefits()), "below zero"),
    ],
)
def test_what_is_wrong_with_benefits_is_said(call, says):
    with pytest.raises(ValueError, match=says):
        call()
