"""A remitted claim against its price: lines within their claim, stays as one, and files from the command line."""

import datetime as dt
from decimal import Decimal

from claimwright.core import Adjustment, Claim, ClaimLine, Money, Patient, Payer, Provider, RemittanceClaim, RemittanceLine, Subscriber
from claimwright.pricing import PriceRequest
from claimwright.pricing.expected import compare_claim

DAY = dt.date(2025, 11, 3)


def claim(*codes, kind="professional", **more):
    lines = tuple(
        ClaimLine(number=n, control_number=f"C-{n}", procedure=code, charge=Money(50000), from_date=DAY)
        for n, code in enumerate(codes, start=1)
    )
    return Claim(
        id="C", kind=kind, charge=Money(0), place_of_service="11", patient=Patient(last="T", first="P"), subscriber=Subscriber(),
        payer=Payer("EXCOM1"), billing=Provider(), lines=lines, **more,
    )  # fmt: skip


def remitted(*allowed, status="1", numbered=True):
    lines = tuple(
        RemittanceLine(
            control_number=f"C-{n}" if numbered else "", procedure=code, charge=Money(50000), paid=Money(0), allowed=Money.parse(amount)
        )
        for n, (code, amount) in enumerate(allowed, start=1)
    )
    return RemittanceClaim(claim_id="C", status=status, charge=Money(0), paid=Money(0), lines=lines)


def test_lines_are_compared_within_their_claim_so_that_the_ranking_counts():
    """20610 beside the dearer 10060 is worth half, 31.70: paid in full is too much, by half as expected."""
    right = compare_claim(remitted(("10060", "124.21"), ("20610", "31.70")), claim("10060", "20610"), PriceRequest())
    assert [one.verdict for one in right] == ["as-expected", "as-expected"]
    wrong = compare_claim(remitted(("10060", "124.21"), ("20610", "63.40")), claim("10060", "20610"), PriceRequest())
    assert [(one.verdict, one.difference) for one in wrong] == [("as-expected", Money(0)), ("overpaid", Money(3170))]
    assert wrong[1].cause == "not-reduced"


def test_lines_without_control_number_are_found_by_their_procedure_where_only_one_has_it():
    basis = PriceRequest()
    assert compare_claim(remitted(("99213", "88.95"), numbered=False), claim("99213"), basis)[0].verdict == "as-expected"
    twice = compare_claim(remitted(("99213", "88.95"), numbered=False), claim("99213", "99213"), basis)[0]
    assert (twice.verdict, twice.expected) == ("unknown", None)
    assert "no line of the claim" in twice.reason


def test_a_reversal_is_not_compared():
    assert compare_claim(remitted(("99213", "-88.95"), status="22"), claim("99213"), PriceRequest()) == []


def test_a_claim_is_compared_with_its_payers_contract():
    """Northwind: 125 percent of 88.95 is 111.19; laboratory 40 percent of charge."""
    found = compare_claim(remitted(("99213", "111.19"), ("80053", "150.00")), claim("99213", "80053"), PriceRequest(schedule="contract"))
    assert [one.verdict for one in found] == ["as-expected", "underpaid"]
    assert found[1].expected == Money(20000)
    assert found[1].releases["contract"] == "northwind-2025"


def test_a_stay_is_compared_as_one():
    stay = claim("", kind="institutional", type_of_bill="11", dates={"admission": DAY, "discharge": DAY + dt.timedelta(4)})
    paid = RemittanceClaim(
        claim_id="C", status="1", charge=Money(5000000), paid=Money(1000000),
        adjustments=(Adjustment(group="CO", reason="45", amount=Money(3920000)), Adjustment(group="PR", reason="1", amount=Money(80000))),
    )  # fmt: skip
    (one,) = compare_claim(paid, stay, PriceRequest(schedule="contract"))
    assert (one.expected, one.allowed, one.verdict) == (Money(1080000), Money(1080000), "as-expected")
    less = RemittanceClaim(claim_id="C", status="1", charge=Money(5000000), paid=Money(1000000))
    (one,) = compare_claim(less, stay, PriceRequest(schedule="contract"))
    assert (one.verdict, one.difference) == ("underpaid", Money(-80000))
    assert Decimal(one.steps[0].value) == Decimal("8700.00")
