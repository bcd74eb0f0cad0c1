"""Anaesthesia: base and time units by the locality's factor and the direction modifier."""

import csv
import datetime as dt
from decimal import Decimal

import pytest

from claimwright.codesets import Store
from claimwright.codesets.install import install
from claimwright.core import Claim, ClaimLine, InputError, Money, Patient, Payer, Provider, Subscriber
from claimwright.pricing import PriceRequest, price
from claimwright.pricing.anesthesia import concurrency, direction_modifier

from .test_installed import Books

DAY = dt.date(2025, 11, 3)
BASES = b"CODE\t2022\n\tBASE\n\tUNIT\n00001\t5\n00002\t10\n"
FACTORS = b"Contractor,Locality,Locality Name,National Anes CF of 20.3178\n99912 ,07 ,NOWHERE*,30.00 \n"


@pytest.fixture
def books(tmp_path):
    (tmp_path / "bases.txt").write_bytes(BASES)
    store = Store(tmp_path / "books")
    install(tmp_path / "bases.txt", store, accept_ama=True)
    return Books(store)


def ask(books, *modifiers, code="00001", minutes=50, date=DAY, **more):
    return price(PriceRequest(schedule="anesthesia", code=code, modifiers=modifiers, minutes=minutes, date=date, **more), books)


@pytest.mark.parametrize(
    ("modifiers", "minutes", "amount"),
    [
        (("AA",), 50, "168.64"),  # 5 + 3.3 units x 20.3178
        (("QK",), 50, "84.32"),
        (("QX", "P3"), 50, "84.32"),
        (("QZ",), 45, "162.54"),
        (("AD",), 50, "60.95"),  # three base units, no time
        ((), 15, "121.91"),
    ],
)
def test_units_times_factor_times_share(books, modifiers, minutes, amount):
    answer = ask(books, *modifiers, minutes=minutes)
    assert answer.amount == Money.parse(amount)
    assert answer.steps[-1].value == amount


@pytest.mark.parametrize(
    ("modifiers", "more", "amount"),
    [
        (("AD",), {"at_induction": True, "concurrent": 5}, "81.27"),  # three base units and one for the induction
        (("QK",), {"concurrent": 4}, "84.32"),
        (("QY",), {"concurrent": 1}, "84.32"),
        (("AA", "GC"), {"concurrent": 2}, "168.64"),
        (("AA",), {"date": dt.date(2026, 2, 3)}, "170.13"),  # 8.3 x 20.4976
        (("AA",), {"date": dt.date(2026, 2, 3), "qpp": True}, "170.98"),  # 8.3 x 20.5998
        (("AA",), {"date": dt.date(2024, 3, 8)}, "169.61"),  # 8.3 x 20.4349
        (("AA",), {"date": dt.date(2024, 3, 9)}, "172.42"),  # 8.3 x 20.7739
        (("QZ",), {"practitioner": "43", "participating": False}, "160.21"),  # 95 percent of 168.64
    ],
)
def test_direction_year_and_participation(books, modifiers, more, amount):
    assert ask(books, *modifiers, **more).amount == Money.parse(amount)


@pytest.mark.parametrize(
    ("modifiers", "more", "says"),
    [
        (("QK",), {"concurrent": 5}, "5 concurrent cases with modifier QK"),
        (("QY",), {"concurrent": 2}, "2 concurrent cases with modifier QY"),
        (("AD",), {"concurrent": 4}, "4 concurrent cases with modifier AD"),
        (("AA", "QK"), {}, "contradict one another"),
        ((), {"minutes": 0}, "minutes must be above 0"),
        ((), {"minutes": -5}, "minutes must be above 0"),
    ],
)
def test_what_contradicts_itself_has_no_price(books, modifiers, more, says):
    answer = ask(books, *modifiers, **more)
    assert answer.amount is None
    assert says in answer.reason


def test_the_factor_is_told_even_where_nothing_else_is_known():
    """The published factor of San Francisco, 22.37, without a code."""
    answer = price(PriceRequest(schedule="anesthesia", date=DAY, carrier="01112", locality="05"))
    assert answer.amount is None
    assert [step.value for step in answer.steps if step.what == "anaesthesia conversion factor"] == ["22.37"]


def test_of_several_services_of_one_session_the_highest_base_counts_and_all_time(books):
    """42 CFR 414.46(g): 10 base units and 4 + 2 time units; a visit beside them is priced by the physician fee schedule."""
    lines = tuple(
        ClaimLine(number=n, control_number=str(n), procedure=code, units=Decimal(units), unit=unit, charge=Money(0), from_date=DAY)
        for n, (code, units, unit) in enumerate((("00001", 30, "MJ"), ("00002", 60, "MJ"), ("99213", 1, "UN")), start=1)
    )
    claim = Claim(
        id="T", charge=Money(0), place_of_service="11", patient=Patient(last="T", first="P"), subscriber=Subscriber(), payer=Payer("P"),
        billing=Provider(), lines=lines,
    )  # fmt: skip
    answer = price(PriceRequest(schedule="anesthesia", claim=claim), books)
    assert [str(line.amount) for line in answer.lines] == ["40.64", "284.45", "88.95"]
    assert answer.amount == Money.parse("414.04")
    assert answer.stale


def test_a_localitys_factor_takes_the_national_ones_place(books):
    answer = ask(books, "AA", minutes=15, carrier="01112", locality="05")
    assert answer.amount == Money.parse("134.22")
    assert answer.releases == {"base_units": "ANESBU2022", "conversion_factor": "ANES2025"}
    assert answer.stale


def test_installed_factors_replace_the_packages_own(books, tmp_path):
    (tmp_path / "ANES2025.csv").write_bytes(FACTORS)
    install(tmp_path / "ANES2025.csv", books.store)
    assert ask(books, minutes=15, carrier="99912", locality="07").amount == Money.parse("180.00")
    assert ask(books, carrier="01112", locality="05").amount is None


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"minutes": None}, "no minutes"),
        ({"code": "00009"}, "no base units"),
        ({"date": dt.date(2023, 1, 1)}, "2023 is in"),
        ({"date": None}, "no date"),
        ({"carrier": "99999", "locality": "00"}, "no anaesthesia factor"),
    ],
)
def test_what_has_no_price_has_a_reason(books, more, says):
    answer = ask(books, **more)
    assert answer.amount is None
    assert says in answer.reason


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", BASES + b"00003\n", "no code with its units"),
        ("a.txt", BASES[:24], "no code"),
        ("a.csv", FACTORS, "of which year"),
        ("ANES2025.csv", FACTORS.replace(b"30.00", b"x"), "no number"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=says):
        install(tmp_path / name, Store(tmp_path / "books"), accept_ama=True)


def test_published_factors_are_the_packages_own(samples):
    """CMS, ANES2025: forty localities of the truth file, to the cent."""
    with (samples / "truth" / "pfs" / "prices_2025.csv").open(encoding="utf-8", newline="") as file:
        rows = [raw for raw in csv.DictReader(file) if raw["check"].startswith("anesthesia")]
    from claimwright.codesets.pfs import open_pfs

    for raw in rows:
        found = open_pfs().anesthesia_factor(raw["carrier"], raw["locality"], DAY)
        assert Money.of(found.factor) == Money.parse(raw["price"])
    assert len(rows) == 40


def clock(text):
    return dt.datetime.strptime(f"2025-11-03 {text} +0000", "%Y-%m-%d %H:%M %z")


def test_concurrent_cases_are_counted_as_in_the_manuals_example():
    """Pub. 100-04, chapter 12, 50.J: procedures A to E, of which A and B overlap one other, C, D and E two others."""
    times = (("8:00", "8:20"), ("8:10", "8:45"), ("8:30", "9:15"), ("9:00", "12:00"), ("9:10", "9:55"))
    counts = concurrency([(clock(begin), clock(end)) for begin, end in times])
    assert counts == [2, 2, 3, 3, 3]
    assert [direction_modifier(count) for count in (1, 2, 4, 5)] == ["QY", "QK", "QK", "AD"]


def test_cases_that_only_touch_do_not_overlap_and_a_case_without_time_is_refused():
    assert concurrency([(clock("8:00"), clock("9:00")), (clock("9:00"), clock("10:00"))]) == [1, 1]
    assert concurrency([]) == []
    with pytest.raises(ValueError, match="before or as it begins"):
        concurrency([(clock("9:00"), clock("9:00"))])
    with pytest.raises(ValueError, match="one or more"):
        direction_modifier(0)
