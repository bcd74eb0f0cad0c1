"""Expected against allowed: the verdict, the proved cause, the groups."""

import csv
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.core import Adjustment, Money, RemittanceLine
from claimwright.pricing import Price, PriceRequest, price
from claimwright.pricing.expected import allowed_of, compare, group

DAY = dt.date(2025, 11, 3)


def line(paid, *adjustments, code="99214", charge="250.00", allowed=None, **more):
    cuts = tuple(Adjustment(group=name[:2], reason=name[3:], amount=Money.parse(amount)) for name, amount in adjustments)
    stated = None if allowed is None else Money.parse(allowed)
    return RemittanceLine(
        procedure=code, charge=Money.parse(charge), paid=Money.parse(paid), adjustments=cuts, allowed=stated, on=DAY, **more
    )


def ask(code="99214", **more):
    return PriceRequest(code=code, date=DAY, pos=more.pop("pos", "11"), **more)


@pytest.mark.parametrize(
    ("remitted", "amount"),
    [
        (line("98.14", ("CO-45", "124.82"), ("PR-2", "25.04"), ("CO-253", "2.00")), "125.18"),
        (line("0.00", ("PR-1", "125.18"), ("CO-45", "124.82")), "125.18"),
        (line("20.00", ("OA-23", "80.00"), ("CO-45", "150.00")), "100.00"),
        (line("0.00", ("CO-97", "250.00")), "0.00"),
        (line("50.00", ("CO-45", "200.00"), allowed="62.50"), "62.50"),
    ],
)
def test_the_allowed_amount_follows_from_payment_and_adjustments(remitted, amount):
    found = allowed_of(remitted)
    assert found.amount == Money.parse(amount)
    assert found.stated == (remitted.allowed is not None)
    assert found.steps[-1].value == amount


def test_where_a_penalty_is_among_the_adjustments_nothing_is_derived():
    found = allowed_of(line("50.00", ("CO-29", "200.00")))
    assert found.amount is None
    assert "timely filing" in found.reason
    assert compare(line("50.00", ("CO-29", "200.00")), ask()).verdict == "unknown"


@pytest.mark.parametrize(
    ("allowed", "request_", "verdict", "cause", "proof"),
    [
        ("125.18", ask(), "as-expected", "", ""),
        ("125.17", ask(), "as-expected", "", ""),  # a cent is two roundings
        ("93.80", ask(), "underpaid", "place-of-service", "place of service 22"),
        ("125.18", ask(pos="22"), "overpaid", "place-of-service", "place of service 11"),
        ("125.18", ask(carrier="01112", locality="05"), "underpaid", "locality", "national amounts"),
        ("106.40", ask(), "underpaid", "nonphysician", "as rendered by a nurse practitioner"),
        ("125.18", ask(practitioner="50"), "overpaid", "physician", "as rendered by a physician"),
        ("118.92", ask(), "underpaid", "nonparticipating", "as for a non-participating provider"),
        ("31.70", ask("20610"), "underpaid", "multiple-procedure", "as the second procedure of the day"),
        ("63.40", ask("20610", modifiers=("51",)), "overpaid", "not-reduced", "without modifier 51"),
        ("63.40", ask("20610", modifiers=("50",)), "underpaid", "modifier", "without modifier 50"),
        ("14.23", ask("90472", units=Decimal(3)), "underpaid", "units", "1 units"),
        ("28.46", ask("90472", units=Decimal(3)), "underpaid", "units", "2 units"),
        ("111.11", ask(), "underpaid", "unexplained", ""),
        ("0.00", ask(), "denied", "denied", ""),
    ],
)
def test_a_difference_has_its_proved_cause(allowed, request_, verdict, cause, proof):
    found = compare(line("0.00", code=request_.code, charge="400.00", allowed=allowed, units=request_.units), request_)
    assert (found.verdict, found.cause, found.proof) == (verdict, cause, proof)
    assert found.difference == Money.parse(allowed) - found.expected
    assert found.steps
    assert found.releases["rvu"] == "RVU25D"


def test_the_price_within_its_claim_is_compared_where_it_is_given():
    half = price(ask("20610", modifiers=("51",)))
    assert compare(line("0.00", code="20610", allowed="31.70"), ask("20610"), expected=half).verdict == "as-expected"


def test_a_line_paid_by_its_charge_and_one_of_another_code_say_so():
    assert compare(line("0.00", charge="100.00", allowed="100.00"), ask()).cause == "charge"
    other = line("0.00", code="99213", allowed="88.95", submitted_procedure="99214")
    assert compare(other, ask()).proof == "99213 in place of 99214"


def test_what_has_no_price_is_unknown_with_its_reason():
    found = compare(line("10.00", code="J1885", allowed="10.00"), ask("J1885"))
    assert (found.verdict, found.expected) == ("unknown", None)
    assert "drug" in found.reason


def test_variances_are_grouped_by_payer_and_cause_the_dearest_first():
    some = [
        compare(line("0.00", allowed=allowed), ask(), payer=payer)
        for payer, allowed in (("A", "93.80"), ("A", "93.80"), ("A", "125.18"), ("B", "111.11"), ("B", "130.00"))
    ]
    first, second = group(some)
    assert (first.payer, first.cause, first.lines, first.owed) == ("A", "place-of-service", 2, Money.parse("62.76"))
    assert (second.payer, second.owed, second.over, second.codes) == ("B", Money.parse("14.07"), Money.parse("4.82"), ("99214",))


def test_one_percentage_of_all_lines_is_named():
    """Four services at 90 percent of the schedule: no rule explains any of them, the percentage all."""
    some = [
        compare(line("0.00", code=code, allowed=allowed), ask(code))
        for code, allowed in (("99214", "112.66"), ("99213", "80.06"), ("20610", "57.06"), ("90472", "12.81"))
    ]
    (one,) = group(some)
    assert (one.cause, one.percent) == ("unexplained", Decimal("90.0"))
    (other,) = group([*some, compare(line("0.00", allowed="100.00"), ask())])
    assert other.percent is None


amounts = st.integers(-1000, 10**6).map(Money)


@given(
    amounts,
    amounts,
    st.none() | amounts,
    st.sampled_from(("99214", "20610", "J1885", "XX")),
    st.decimals(),
)
@settings(max_examples=60)
def test_no_line_makes_it_crash_and_the_difference_always_adds_up(paid, charge, allowed, code, units):
    remitted = RemittanceLine(procedure=code, charge=charge, paid=paid, allowed=allowed, units=units)
    found = compare(remitted, ask(code))
    if found.verdict == "unknown":
        assert found.reason
    else:
        assert found.expected + found.difference == found.allowed


def test_synthetic_carrier_claims_are_read_and_judged(samples):
    """CMS BFD synthetic carrier lines: each is compared or says why not; nothing crashes on their codes and amounts."""
    path = next((samples / "ehr" / "cms_bfd" / "rif_synthea").glob("carrier*.csv"), None)
    if path is None:
        pytest.skip("no samples")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="|"))
    verdicts = set()
    for raw in rows:
        remitted = line("0.00", code=raw["HCPCS_CD"], charge=raw["LINE_SBMTD_CHRG_AMT"] or "0", allowed=raw["LINE_ALOWD_CHRG_AMT"] or "0")
        verdicts.add(compare(remitted, ask(raw["HCPCS_CD"], pos=raw["LINE_PLACE_OF_SRVC_CD"])).verdict)
    assert verdicts


def test_a_price_without_amount_but_with_lines_is_not_taken_for_zero():
    assert compare(line("1.00", allowed="1.00"), ask(), expected=Price(amount=None, reason="why not")).reason == "why not"
