"""Prices of single services and claims, and every reason for having none."""

import csv
import datetime as dt
import os
from decimal import Decimal
from pathlib import Path

import pytest

from claimwright.codesets.pfs import locality, relative_values
from claimwright.core import Claim, ClaimLine, Money, Patient, Payer, Provider, Subscriber
from claimwright.pricing import PriceRequest, price

DAY = dt.date(2025, 11, 3)


def ask(code, *modifiers, date=DAY, **more):
    return price(PriceRequest(code=code, modifiers=modifiers, date=date, **more))


@pytest.mark.parametrize(
    ("code", "modifiers", "more", "amount"),
    [
        ("99214", (), {}, "125.18"),  # (1.92 + 1.80 + 0.15) x 32.3465
        ("99214", (), {"pos": "22"}, "93.80"),  # facility expense 0.83
        ("99214", (), {"carrier": "01112", "locality": "05"}, "152.35"),
        ("99214", (), {"date": dt.date(2026, 3, 2)}, "135.61"),  # 4.06 x 33.4009
        ("71046", ("26",), {}, "10.03"),
        ("71046", ("TC",), {}, "22.64"),
        ("20610", (), {}, "63.40"),
        ("20610", ("50",), {}, "95.10"),  # indicator 1: 150 %
        ("20610", ("51",), {}, "31.70"),  # indicator 2, second procedure: 50 %
        ("73562", ("50",), {}, "78.92"),  # indicator 3: each side in full, twice 39.46
        ("69210", ("50",), {}, "46.58"),  # indicator 2: the units already count both sides
        ("90472", (), {"units": Decimal(3)}, "42.69"),  # 14.23 x 3
    ],
)
def test_a_service_is_priced_to_the_cent(code, modifiers, more, amount):
    assert ask(code, *modifiers, **more).amount == Money.parse(amount)


@pytest.mark.parametrize(
    ("code", "modifiers", "more", "words"),
    [
        ("83036", (), {}, "clinical laboratory"),
        ("90686", (), {}, "vaccine"),
        ("J1885", (), {}, "drug"),
        ("36415", (), {}, "status X"),
        ("27447", (), {}, "install the CMS relative value file"),
        ("99214", ("26",), {}, "no such component"),
        ("99214", ("50",), {}, None),
        ("20610", ("22",), {}, "by report"),
        ("20610", ("80",), {}, "assistant"),
        ("71046", (), {"pos": "23"}, "indicator NA"),
        ("99284", (), {"pos": "11"}, "indicator NA"),
        ("99214", (), {"carrier": "99999", "locality": "00"}, "no geographic indices"),
        ("99214", (), {"date": dt.date(2026, 3, 2), "carrier": "01112", "locality": "05"}, "no geographic indices of 2026"),
        ("99203", (), {"date": dt.date(2026, 3, 2)}, "no relative values of 2026"),
        ("99214", (), {"date": dt.date(2024, 12, 31)}, "no relative values of 2024"),
        ("99214", (), {"date": dt.date(2023, 12, 31)}, "2023 is not in"),
        ("99214", (), {"date": dt.date(2027, 1, 1)}, "2027 is not in"),
        ("99214", (), {"zip": "35203"}, "ZIP"),
        ("99214", (), {"date": None}, "no date of service"),
    ],
)
def test_what_the_schedule_does_not_price_has_a_reason_and_no_amount(code, modifiers, more, words):
    answer = ask(code, *modifiers, **more)
    if words is None:
        assert answer.amount == ask(code).amount
        return
    assert answer.amount is None
    assert words in answer.reason


def test_a_price_names_its_releases_and_whether_it_is_national():
    national, local = ask("99214"), ask("99214", carrier="10112", locality="00")
    assert national.national
    assert national.releases == {"rvu": "RVU25D", "conversion_factor": "CY2025"}
    assert not local.national
    assert local.releases["gpci"] == "GPCI2025"


def test_a_schedule_without_its_table_says_so_and_an_unknown_one_is_refused():
    assert price(PriceRequest(schedule="clfs", code="83036", date=DAY)).reason.startswith("rates not installed")
    with pytest.raises(ValueError, match="no schedule 'pfss'"):
        price(PriceRequest(schedule="pfss", code="83036", date=DAY))


def claim(*lines):
    return Claim(
        id="T1",
        charge=Money(0),
        place_of_service="11",
        patient=Patient(last="Test", first="Pat"),
        subscriber=Subscriber(),
        payer=Payer("00882"),
        billing=Provider(),
        lines=tuple(
            ClaimLine(number=n, control_number=f"T1-{n}", procedure=code, charge=Money(0), from_date=DAY)
            for n, code in enumerate(lines, start=1)
        ),
    )


def test_the_dearest_procedure_of_a_day_is_paid_in_full_and_the_next_ones_by_half():
    answer = price(PriceRequest(claim=claim("10060", "20610", "12001", "99213")))
    full = {code: ask(code).amount for code in ("10060", "20610", "12001", "99213")}
    assert [line.amount for line in answer.lines] == [
        full["10060"],
        Money.of(full["20610"].dollars / 2),
        Money.of(full["12001"].dollars / 2),
        full["99213"],
    ]
    assert answer.amount == Money.total(line.amount for line in answer.lines)


def test_a_claim_with_a_line_without_price_has_no_sum_but_keeps_its_other_lines():
    answer = price(PriceRequest(claim=claim("99213", "83036")))
    assert answer.amount is None
    assert answer.reason.startswith("1 of 2")
    assert answer.lines[0].amount == Money.parse("88.95")


def test_the_sixth_procedure_of_a_day_is_by_report():
    answer = price(PriceRequest(claim=claim("10060", "20610", "12001", "12002", "11102", "17110")))
    assert sum(line.amount is None for line in answer.lines) == 1


def test_facts_typed_here_equal_the_published_file():
    """Every relative value and index of 2025 against the CMS files, where they are at hand."""
    folder = Path(os.environ.get("CLAIMWRIGHT_SAMPLES", "/nowhere")) / "reference" / "pfs"
    if not folder.is_dir():
        pytest.skip("no samples")
    checked = 0
    for cells in csv.reader((folder / "PPRRVU2025_Oct.csv").read_text("latin-1").splitlines()[10:]):
        mine = relative_values(cells[0], DAY, cells[1])
        if mine:
            theirs = (*map(Decimal, (cells[5], cells[6], cells[8], cells[10])), cells[3], cells[14], cells[18], cells[19])
            assert (mine.work, mine.nonfacility_pe, mine.facility_pe, mine.mp) == theirs[:4]
            assert (mine.status, mine.global_days, mine.multiple, mine.bilateral) == theirs[4:]
            checked += 1
    places = [cells for cells in csv.reader((folder / "GPCI2025.csv").read_text("latin-1").splitlines()) if cells and cells[0].isdigit()]
    for cells in places:
        mine = locality(cells[0], cells[2], DAY)
        assert (mine.work, mine.pe, mine.mp) == tuple(map(Decimal, cells[4:7]))
    assert checked > 80
    assert len(places) == 109


@pytest.mark.parametrize("units", ["0", "-1", "NaN", "Infinity", "100000000"])
def test_units_that_nobody_can_render_have_no_price(units):
    answer = price(PriceRequest(code="99213", date=DAY, units=Decimal(units)))
    assert answer.amount is None
    assert "units must be above 0" in answer.reason
