"""Contracts: examples worked by hand as data (``examples/contracts.toml``), what has no price, and files that are not sound."""

import datetime as dt
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.codesets import Store
from claimwright.codesets.pfs import relative_values
from claimwright.core import Claim, ClaimLine, Diagnosis, InputError, Money, Patient, Payer, Provider, Subscriber
from claimwright.flow.institutional import price_institutional
from claimwright.payers import packaged_contracts, read_contract
from claimwright.pricing import PriceRequest, price

from .test_installed import Books

DAY = dt.date(2025, 3, 3)
HEAD = 'id = "acme-1"\npayer = "ACME"\nfirst = 2025-01-01\nlast = 2026-12-31\nsource = "contract Acme, 2025"\n'
EXAMPLES = tomllib.loads((Path(__file__).parent / "examples" / "contracts.toml").read_text("utf-8"))["example"]


@pytest.fixture
def house(tmp_path):
    """A practice with contracts of its own."""

    class House:
        books = Books(Store(tmp_path / "books"))

        def write(self, text, name="acme.toml"):
            (tmp_path / "contracts").mkdir(exist_ok=True)
            (tmp_path / "contracts" / name).write_text(text, "utf-8")
            return self

        def price(self, **given):
            return price(PriceRequest(schedule="contract", **given), self.books)

    return House()


def line(number, code, *words):
    given = dict(word.split("=") for word in words if "=" in word)
    return ClaimLine(
        number=number, control_number=str(number), procedure=code, modifiers=tuple(word for word in words if "=" not in word),
        units=Decimal(given.get("units", "1")), charge=Money.parse(given.get("charge", "0")), from_date=DAY,
        revenue_code=given.get("revenue", ""),
    )  # fmt: skip


def claim_of(facts, lines):
    dates = {name: facts[name] for name in ("admission", "discharge") if name in facts}
    return Claim(
        id="T", kind=facts["kind"], type_of_bill=facts.get("bill", ""), charge=Money(0), place_of_service="11", dates=dates,
        patient=Patient(last="T", first="P"), subscriber=Subscriber(), payer=Payer("ACME"), billing=Provider(),
        lines=tuple(line(number, *words) for number, words in enumerate(lines, start=1)),
    )  # fmt: skip


def asked(example):
    if "claim" in example:
        return {"claim": claim_of(example["claim"], example["lines"]), "drg": example["claim"].get("drg", "")}
    given = {"contract": "acme-1", "date": DAY} | example["request"]
    given["modifiers"] = tuple(given.get("modifiers", ()))
    for name, read in (("charge", Money.parse), ("drg_weight", Decimal)):
        if name in given:
            given[name] = read(given[name])
    return given


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["id"] for one in EXAMPLES])
def test_an_example_is_met_to_the_cent(example, house):
    house.write(HEAD + example.get("head", "") + example["terms"])
    answer = house.price(**asked(example))
    assert str(answer.amount) == example["amount"], answer.reason
    assert [str(one.amount) for one in answer.lines] == example.get("amounts", [str(one.amount) for one in answer.lines])
    assert [step.value for step in answer.steps] == example.get("steps", [step.value for step in answer.steps])
    assert answer.releases["contract"] == "acme-1"
    assert all(one.steps for one in answer.lines)


def test_there_are_examples_enough_and_each_cites_its_rule():
    assert len(EXAMPLES) >= 20
    assert len({one["id"] for one in EXAMPLES}) == len(EXAMPLES)
    assert all(one["rule"] and "read" in one for one in EXAMPLES)


TERMS = '[[terms]]\nid = "list"\nfees = { "99213" = "110.00" }\n[[terms]]\nid = "days"\nper_diem = [{ days = 2, amount = "10.00" }]\n'


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"contract": "nobody"}, "no contract 'nobody' is here"),
        ({"contract": ""}, "no contract: name one"),
        ({"date": dt.date(2027, 1, 1)}, "no contract with ACME is in force on 2027-01-01"),
        ({"date": dt.date(2024, 12, 31)}, "no contract with ACME is in force on 2024-12-31"),
        ({"date": None}, "no date of service"),
        ({"code": "99214"}, "no term of contract 'acme-1' fits"),
        ({"modifiers": ("ZZ",)}, "modifier 'ZZ' is in no list"),
        ({"pos": "77"}, "place of service '77'"),
        ({"units": Decimal(0)}, "units must be above 0"),
    ],
)
def test_what_no_contract_prices_has_a_reason(house, more, says):
    house.write(HEAD + TERMS.replace("per_diem", "applies = { drg = ['871'] }\nper_diem"))
    answer = house.price(**({"contract": "acme-1", "code": "99213", "date": DAY} | more))
    assert answer.amount is None
    assert says in answer.reason


def test_a_stay_longer_than_its_tiers_and_one_without_days_have_no_price(house):
    house.write(HEAD + TERMS)
    assert "daily rates for 2 days, the stay has 5" in house.price(contract="acme-1", drg="871", days=5, date=DAY).reason
    assert "no days of the stay" in house.price(contract="acme-1", drg="871", date=DAY).reason
    assert "0 days" in house.price(contract="acme-1", drg="871", days=0, date=DAY).reason


def test_a_percentage_of_a_charge_that_is_not_stated_is_no_zero(house):
    house.write(HEAD + '[[terms]]\nid = "rest"\npercent_of_charge = 60\n')
    answer = house.price(contract="acme-1", code="99213", date=DAY)
    assert answer.amount is None
    assert "states no charge" in answer.reason


def test_the_newest_contract_in_force_with_a_payer_holds_and_a_changed_file_is_read_anew(house):
    text = HEAD + '[[terms]]\nid = "rest"\npercent_of_charge = 60\n'
    house.write(text).write(
        text.replace("acme-1", "acme-2").replace("first = 2025-01-01", "first = 2025-03-01").replace("60", "70"), "b.toml"
    )
    assert house.price(contract="ACME", code="99213", charge=Money(10000), date=DAY).amount == Money(7000)
    assert house.price(contract="ACME", code="99213", charge=Money(10000), date=dt.date(2025, 2, 28)).amount == Money(6000)


def test_the_packages_own_contract_prices_its_payers_claims():
    answer = price(PriceRequest(schedule="contract", contract="EXCOM1", code="99214", charge=Money(30000), date=DAY))
    assert answer.amount == Money.parse("156.48")
    assert answer.releases["contract"] == "northwind-2025"
    assert packaged_contracts()["northwind-2025"].fictional


def test_a_contract_may_price_by_units_what_medicare_does_not_cover(house):
    """99392, a preventive visit (status N): 1.50 + 1.55 + 0.08 units, by the package's facts of 2025."""
    house.write(HEAD + '[[terms]]\nid = "visits"\nschedule = { name = "pfs", percent = 100, uncovered_by_units = true }\n')
    row = relative_values("99392", DAY)
    answer = house.price(contract="acme-1", code="99392", date=DAY)
    assert answer.amount == Money.of((row.work + row.nonfacility_pe + row.mp) * Decimal("32.3465"))
    assert row.status == "N"
    assert "not covered" in price(PriceRequest(code="99392", date=DAY)).reason


def test_an_inpatient_claim_is_grouped_before_its_contract_prices_it(house):
    house.write(HEAD + '[[terms]]\nid = "heart"\ncases = { "291" = "11000.00" }\n')
    stay = Claim(
        id="H1", kind="institutional", charge=Money(5_000_000), type_of_bill="11", payer=Payer("ACME"), billing=Provider(),
        subscriber=Subscriber(), patient=Patient(last="Doe", first="Jo", birth_date=dt.date(1950, 5, 2), sex="F"),
        references={"patient_status": "01"}, lines=(line(1, "", "revenue=0120", "charge=50000.00"),),
        diagnoses=(Diagnosis(code="I50.20", qualifier="ABK", poa="Y"), Diagnosis(code="J96.00", poa="Y")),
        dates={"admission": dt.date(2026, 2, 25), "discharge": dt.date(2026, 3, 2)},
    )  # fmt: skip
    answer = price_institutional(PriceRequest(schedule="contract", claim=stay), house.books)
    assert str(answer.amount) == "11000.00"
    assert "case rate of 291" in answer.steps[0].what


SOUND = HEAD + '\n[[terms]]\nid = "rest"\npercent_of_charge = 60\n'


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        (SOUND.replace("60", '"sixty"'), "acme.toml:9", "percent_of_charge"),
        (SOUND.replace("60", "60\ncase = '10.00'"), "acme.toml:7", "exactly one method"),
        (SOUND.replace("percent_of_charge = 60", "fee = 60"), "acme.toml:9", "unknown field `fee`"),
        (SOUND.replace("2025-01-01", "2027-01-01"), "acme.toml:4", "ends (2026-12-31) before it begins"),
        (SOUND.replace("2025-01-01", "2025-13-01"), "acme.toml:3", "no TOML"),
        (SOUND.replace("60", "-5"), "acme.toml:9", "no percentage"),
        (SOUND.replace("60", "60\napplies = { codes = ['99215-99213'] }"), "acme.toml:10", "runs backwards"),
        (SOUND.replace("60", "60\napplies = { codes = ['99-100'] }"), "acme.toml:10", "different lengths"),
        (SOUND.replace("60", "60\napplies = { codes = ['a b'] }"), "acme.toml:10", "no code, range"),
        (SOUND.replace("60", "60\nstop_loss = { kind = 'first_dollar', threshold = '1.00', percent = 1 }"), "acme.toml:10", "whole stay"),
        (SOUND + '[[terms]]\nid = "rest"\npercent_of_charge = 50\n', "acme.toml:11", "another term too"),
        (SOUND.replace("percent_of_charge = 60", "per_unit = 12.5"), "acme.toml:9", "amount as text"),
        (SOUND.replace("percent_of_charge = 60", "per_diem = [{ amount = '1.00' }, { amount = '2.00' }]"), "acme.toml:9", "every tier"),
        (SOUND.replace('id = "acme-1"\n', ""), "acme.toml:1", "missing required field `id`"),
        (HEAD + "terms = []\n", "acme.toml:6", "no terms"),
    ],
)
def test_a_contract_that_is_not_sound_is_refused_with_file_and_line(text, place, says):
    with pytest.raises(InputError) as caught:
        read_contract(text, "acme.toml")
    assert caught.value.where == place
    assert says in caught.value.what


def test_two_files_with_one_id_are_refused(house):
    house.write(SOUND).write(SOUND, "b.toml")
    with pytest.raises(InputError, match="another file of the folder"):
        house.price(contract="acme-1", code="99213", charge=Money(1), date=DAY)


@given(st.text(max_size=200) | st.lists(st.sampled_from(SOUND.splitlines()), max_size=12).map("\n".join))
@settings(max_examples=100)
def test_no_text_makes_reading_crash(text):
    try:
        assert read_contract(text, "x.toml").terms
    except InputError as error:
        assert error.where.startswith("x.toml")


CODES = ("99213", "20610", "10060", "27447", "", "ZZZZZ")
rows_of_a_claim = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(("50", "80", "25", "")), st.integers(0, 10**7)), min_size=1, max_size=5
)


@given(rows_of_a_claim, st.sampled_from(("professional", "institutional")))
@settings(max_examples=100)
def test_a_contract_never_pays_more_than_the_charge_where_it_says_so(rows, kind):
    lines = [[code, *([modifier] if modifier else []), f"charge={Money(charge)}"] for code, modifier, charge in rows]
    claim = claim_of({"kind": kind, "bill": "13"}, lines)
    answer = price(PriceRequest(schedule="contract", contract="northwind-2025", claim=claim))
    for one, sent in zip(answer.lines, claim.lines, strict=True):
        assert one.reason if one.amount is None else one.amount <= sent.charge or not sent.charge
