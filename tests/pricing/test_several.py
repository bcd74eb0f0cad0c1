"""Several services of one day: which one is paid in full, and what is taken off the others."""

import datetime as dt
from decimal import Decimal

import pytest

from claimwright.core import Claim, ClaimLine, Money, Patient, Payer, Provider, Subscriber
from claimwright.pricing import PriceRequest, price

from .test_installed import Books, Store, install, row, rvu_file

DAY = dt.date(2025, 11, 3)
FACTOR = Decimal("32.3465")


@pytest.fixture
def books(tmp_path):
    """Made-up codes: imaging A1111, A2222 (indicator 4), hearts A6661 to A6663 (6), therapies A5551, A5552 (5), scopes A3331, A3332 (3)."""
    lines = []
    for code, kind, pctc, technical, professional in (
        ("A1111", "4", "1", "3.00", "0.50"),
        ("A2222", "4", "1", "2.00", "0.80"),
        ("A6661", "6", "1", "4.00", "0.50"),
        ("A6662", "6", "4", "1.00", "0.50"),
        ("A6663", "6", "3", "2.00", "0.00"),
    ):
        both = str(Decimal(technical) + Decimal(professional))
        lines.append(service(code, "", kind, pctc, work="0.00", pe=both))
        if pctc == "1":
            lines.append(service(code, "TC", kind, pctc, work="0.00", pe=technical))
            lines.append(service(code, "26", kind, pctc, work="0.00", pe=professional))
    lines += [service("A5551", "", "5", "7", "0.40", "0.50"), service("A5552", "", "5", "7", "0.50", "0.30")]
    lines += [service("A3331", "", "3", "0", "3.00", "5.00"), service("A3332", "", "3", "0", "4.00", "6.00")]
    (tmp_path / "f.csv").write_bytes(rvu_file(*lines))
    store = Store(tmp_path / "books")
    install(tmp_path / "f.csv", store, accept_ama=True)
    return Books(store)


def service(code, modifier, kind, pctc, work, pe):
    cells = row(code, modifier, work=work, pe=pe, fpe=pe, mp="0.00").split(",")
    cells[10], cells[15] = pctc, kind
    return ",".join(cells)


def worth(units, percent=100):
    return Money.of(Money.of(Decimal(units) * FACTOR).dollars * percent / 100)


def ask(books, *services):
    lines = tuple(
        ClaimLine(
            number=n, control_number=str(n), procedure=code, modifiers=tuple(mods), units=Decimal(units), charge=Money(0), from_date=DAY
        )
        for n, (code, mods, units) in enumerate(services, start=1)
    )
    claim = Claim(
        id="T", charge=Money(0), place_of_service="11", patient=Patient(last="T", first="P"), subscriber=Subscriber(), payer=Payer("P"),
        billing=Provider(), lines=lines,
    )  # fmt: skip
    return price(PriceRequest(claim=claim), books)


def test_the_cheaper_imaging_loses_half_its_technical_and_a_twentieth_of_its_professional_part(books):
    """A1111 has the dearer technical part (3.00 against 2.00), A2222 the dearer professional one (0.80 against 0.50)."""
    first, second = ask(books, ("A1111", (), 1), ("A2222", (), 1)).lines
    assert first.amount == worth("3.50") - (worth("0.50") - worth("0.50", 95))
    assert second.amount == worth("2.80") - (worth("2.00") - worth("2.00", 50))
    assert "professional part" in first.steps[-1].what


def test_only_technical_parts_compete_with_technical_parts(books):
    whole, reading = ask(books, ("A1111", (), 1), ("A2222", ("26",), 1)).lines
    assert whole.amount == worth("3.50") - (worth("0.50") - worth("0.50", 95))
    assert reading.amount == worth("0.80")


def test_the_cheaper_heart_test_keeps_three_quarters_of_its_technical_part(books):
    first, second = ask(books, ("A6663", (), 1), ("A6661", (), 1)).lines
    assert first.amount == worth("2.00", 75)
    assert second.amount == worth("4.50")


def test_a_service_whose_parts_are_not_known_has_no_price_beside_others_but_one_alone(books):
    first, second = ask(books, ("A6661", (), 1), ("A6662", (), 1)).lines
    assert first.amount == worth("4.50")
    assert second.amount is None
    assert "technical part is not known" in second.reason
    assert ask(books, ("A6662", (), 1)).amount == worth("1.50")


def test_one_unit_of_therapy_a_day_keeps_its_whole_practice_expense(books):
    """A5551: 0.40 + 0.50; at half 0.65. A5552: 0.50 + 0.30; at half 0.65."""
    first, second = ask(books, ("A5551", (), 3), ("A5552", (), 2)).lines
    assert first.amount == worth("0.90") + worth("0.65") * 2
    assert second.amount == worth("0.65") * 2
    alone = price(PriceRequest(code="A5551", units=Decimal(2), date=DAY), books)
    assert alone.amount == worth("0.90") + worth("0.65")


def test_endoscopies_of_one_day_need_a_table_that_states_their_families(books):
    answer = ask(books, ("A3331", (), 1), ("A3332", (), 1))
    assert answer.amount is None
    assert all("its family is not in the tables" in line.reason for line in answer.lines)
    assert ask(books, ("A3331", (), 1)).amount == worth("8.00")


def test_an_electrocardiogram_beside_an_echocardiogram_is_reduced_by_component_codes():
    """93005 is technical alone (0.19): 6.15, three quarters 4.61; 93306's technical part is dearer."""
    lines = ask(None, ("93306", (), 1), ("93005", (), 1)).lines
    assert lines[0].amount == price(PriceRequest(code="93306", date=DAY)).amount
    assert lines[1].amount == Money.parse("4.61")
