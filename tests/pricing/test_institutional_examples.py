"""OPPS and laboratory prices worked by hand from CMS's text and tables, as data (``examples/opps.toml``, ``examples/clfs.toml``)."""

import datetime as dt
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from claimwright.codesets.install import install
from claimwright.codesets.store import Store
from claimwright.core import Claim, ClaimLine, Money, Patient, Payer, Provider, Subscriber, convert, replace
from claimwright.flow.institutional import price_institutional
from claimwright.pricing import PriceRequest, price
from claimwright.pricing.hospital import Hospital
from claimwright.pricing.opps.year import year_of

from .made_addenda import Books, installed

HERE = Path(__file__).parent / "examples"
OPPS = tomllib.loads((HERE / "opps.toml").read_text("utf-8"))["example"]
CLFS = tomllib.loads((HERE / "clfs.toml").read_text("utf-8"))["example"]
LINE = re.compile(
    r"(?P<code>\w*)(?:-(?P<before>\w+))?(?:\*(?P<units>[\d.]+))?(?:-(?P<after>\w+))?(?:=(?P<charge>[\d.]+))?(?:@(?P<day>\d+))?"
)
MADE_FEES = (
    '"CY 2026 Q2 Release","","","","","","","",""\n"Clinical Diagnostic Laboratory Fee Schedule of our own making",,,,,,,,\n'
    ",,,,,,,,\n,,,,,,,,\n"
    "YEAR,HCPCS,MOD,EFF_DATE,INDICATOR,RATE,SHORTDESC,LONGDESC,EXTENDEDLONGDESC\n"
    "2026,X0001,,20260101,N,10.10,,,\n2026,X0001,QW,20260101,N,7.25,,,\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    books = installed(folder)
    path = folder / "PUF_CLFS_CY2026_Q2V1.csv"
    path.write_text(MADE_FEES, "utf-8")
    install(path, books.store, accept_ama=True)
    return books


@pytest.fixture(scope="module")
def official(tmp_path_factory, samples):
    """CMS's files of the development data, installed in a folder of this test's own."""
    folder = samples / "reference" / "opps_2025"
    fees = samples / "reference" / "clfs" / "PUF_CLFS_CY2026_Q2V1.csv"
    if not folder.is_dir() or not fees.exists():
        pytest.skip("no samples of OPPS addenda")
    store = Store(tmp_path_factory.mktemp("official"))
    for word in ("Addendum A.", "Addendum B.", "Addendum M.", "Addendum P ", "J - Complxity", "J - Rank"):
        install(next(path for path in sorted(folder.iterdir()) if word in path.name), store, accept_ama=True)
    install(fees, store, accept_ama=True)
    return Books(store)


@pytest.fixture
def books(request, example):
    return request.getfixturevalue("official" if example["tables"] == "samples" else "made")


def parts(written):
    found = LINE.fullmatch(written)
    assert found, written
    modifier = found["before"] or found["after"]
    return found, (modifier,) if modifier else ()


def line(number, written):
    found, modifiers = parts(written)
    return ClaimLine(
        number=number, control_number=f"L{number}", code_system="hcpcs", procedure=found["code"], units=Decimal(found["units"] or 1),
        modifiers=modifiers, charge=Money.parse(found["charge"] or "0"), revenue_code="0300",
        from_date=dt.date(2025, 6, int(found["day"] or 2)),
    )  # fmt: skip


def hospital_claim(*written):
    return Claim(
        id="O1", kind="institutional", charge=Money(0), type_of_bill="13", patient=Patient(last="Doe", first="Jo"), subscriber=Subscriber(),
        payer=Payer("P"), billing=Provider(), lines=tuple(line(number, one) for number, one in enumerate(written, 1)),
    )  # fmt: skip


@pytest.mark.parametrize("example", OPPS, ids=[one["id"] for one in OPPS])
def test_an_outpatient_claim_is_priced_as_on_paper(example, books):
    hospital = convert(example["hospital"], Hospital) if "hospital" in example else None
    request = PriceRequest(schedule="opps", claim=hospital_claim(*example["lines"]), hospital=hospital)
    answer = price_institutional(request, books)
    assert [str(one.amount) if one.amount is not None else "" for one in answer.lines] == example["amounts"]
    assert (str(answer.amount) if answer.amount is not None else "") == example["total"]
    if "copayments" in example:
        told = [step.value for one in answer.lines for step in one.steps if step.what.startswith("copayment")]
        assert told == example["copayments"]
    for one in answer.lines:
        assert one.steps or one.reason, "every line says how or why not"
    assert answer.amount is not None or answer.reason


@pytest.mark.parametrize("example", CLFS, ids=[one["id"] for one in CLFS])
def test_a_laboratory_test_is_priced_as_on_paper(example, books):
    found, modifiers = parts(example["line"])
    request = PriceRequest(
        schedule="clfs", code=found["code"], modifiers=modifiers, units=Decimal(found["units"] or 1),
        charge=Money.parse(found["charge"]) if found["charge"] else None, date=dt.date.fromisoformat(example.get("day", "2026-05-04")),
    )  # fmt: skip
    answer = price(request, books)
    assert (str(answer.amount) if answer.amount is not None else "") == example["amount"]
    assert example.get("reason", "") in answer.reason
    assert (str(answer.allowed) if answer.allowed is not None else None) == example.get("allowed")
    assert answer.amount is None or answer.steps[-1].what == "deductible and coinsurance"


@pytest.mark.parametrize("examples", [OPPS, CLFS])
def test_there_are_examples_enough_and_each_cites_its_rule(examples):
    of_cms = [one for one in examples if one["tables"] == "samples"]
    assert len(of_cms) >= 20
    assert len({one["id"] for one in examples}) == len(examples)
    assert all(one["rule"] for one in examples)


def test_a_claim_of_laboratory_tests_adds_up(made):
    claim = hospital_claim("X0001*2=15.00", "X0001=90.00")
    dated = replace(claim, lines=tuple(replace(one, from_date=dt.date(2026, 5, 4)) for one in claim.lines))
    answer = price(PriceRequest(schedule="clfs", claim=dated), made)
    assert (str(answer.amount), str(answer.allowed)) == ("30.30", "25.10")


def rows_of(books, system, columns):
    file = next(path for loaded, path in reversed(books.store.installed(system)))
    return books.store.connection(file).execute(f"SELECT {columns} FROM sheet").fetchall()


def test_the_conversion_factor_makes_every_rate_of_addendum_a(official):
    factor = year_of(dt.date(2025, 6, 2)).conversion_factor
    weighted = [(weight, rate) for weight, rate in rows_of(official, "opps-apc", "weight, rate") if weight and rate]
    assert len(weighted) > 250
    assert [rate for weight, rate in weighted if Money.of(Decimal(weight) * factor) != Money.parse(rate)] == []


PAYABLE = ("G", "J1", "J2", "K", "K1", "Q1", "Q2", "Q3", "R", "S", "T", "U", "V")


def test_every_service_of_addendum_b_has_its_rate_and_copayment_or_a_reason(official):
    rows = rows_of(official, "opps-hcpcs", "code, status, rate, copayment, least_copayment")
    priced = 0
    for code, status, rate, national, least in rows:
        answer = price(PriceRequest(schedule="opps", code=code, date=dt.date(2025, 6, 2)), official)
        if rate is None or status not in PAYABLE:
            assert answer.amount is None and answer.reason, code
            continue
        priced += 1
        assert answer.amount == Money.of(Decimal(rate)), code
        told = [step.value for step in answer.steps if step.what.startswith("copayment")]
        printed = max(Decimal(national or 0), Decimal(least or 0))
        assert not told or told == ["1676.00"] or abs(Decimal(told[0]) - printed) <= Decimal("0.01"), code
    assert priced > 5000 and len(rows) > 17000


def test_every_fee_of_the_laboratory_schedule_is_its_row(official):
    rows = rows_of(official, "clfs", "code, modifier, rate")
    for code, modifier, rate in rows:
        asked = PriceRequest(schedule="clfs", code=code, modifiers=(modifier,) if modifier else (), date=dt.date(2026, 5, 4))
        answer = price(asked, official)
        if Decimal(rate or 0):
            assert answer.amount == Money.of(Decimal(rate)), (code, modifier)
        else:
            assert answer.amount is None and "contractor" in answer.reason
    assert len(rows) > 2000
