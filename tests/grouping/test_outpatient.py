"""What becomes of the lines of an outpatient hospital claim, on addenda of our own making; and that nothing a claim says crashes it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.core import Claim, ClaimLine, Money, Patient, Payer, Provider, Subscriber
from claimwright.grouping import outpatient
from pricing.made_addenda import SERVICES, Books, installed, rows

CASES = tomllib.loads((Path(__file__).parent / "outpatient_cases.toml").read_text("utf-8"))["case"]
LINE = re.compile(r"(?P<code>\w*)(?:\*(?P<units>[\d.]+))?(?:-(?P<modifiers>[\w,]+))?(?:@(?P<day>\d+))?")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return installed(tmp_path_factory.mktemp("addenda"))


def line(number: int, written: str) -> ClaimLine:
    found = LINE.fullmatch(written)
    assert found is not None, written
    return ClaimLine(
        number=number, control_number=f"L{number}", code_system="hcpcs", procedure=found["code"], units=Decimal(found["units"] or 1),
        modifiers=tuple((found["modifiers"] or "").split(",")) if found["modifiers"] else (), charge=Money(10000), revenue_code="0300",
        from_date=dt.date(2025, 6, int(found["day"] or 2)),
    )  # fmt: skip


def claim(*lines: ClaimLine, bill: str = "13", kind: str = "institutional") -> Claim:
    return Claim(
        id="O1", kind=kind, charge=Money(10000), type_of_bill=bill, patient=Patient(last="Doe", first="Jo"), subscriber=Subscriber(),  # type: ignore[arg-type]
        payer=Payer("P"), billing=Provider(), lines=lines,
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, list[str]], books: Books) -> None:
    lines = (line(number, written) for number, written in enumerate(case["lines"], 1))
    found = outpatient(claim(*lines, bill=str(case.get("bill", "13"))), books)
    told = []
    for one, expected in zip(found.lines, case["expect"], strict=True):
        into = f" {one.into}" if one.into and len(expected.split()) == 4 else ""
        told.append(f"{one.treatment} {one.apc or '-'} {one.times.normalize():f}{into}")
        assert one.why, "every line says why"
    assert told == case["expect"]


def test_a_device_is_taken_off_a_procedure_that_ended_before_anesthesia(books: Books) -> None:
    found = outpatient(claim(line(1, "XT001-73")), books).lines[0]
    assert (found.times, found.offset) == (Decimal("0.5"), Decimal(400))


def test_the_release_is_named_and_the_limits_where_they_matter(books: Books) -> None:
    plain, whole = (
        outpatient(claim(line(1, "XS001")), books),
        outpatient(claim(line(1, "XJ101"), line(2, "XH001"), line(3, "XP001")), books),
    )
    assert plain.releases == {"opps": "2025"} and plain.limits == ()
    assert [words for limit in whole.limits for words in ("preventive", "device", "hospitalization") if words in limit] == [
        "preventive", "device", "hospitalization",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given_claim", "words"),
    [
        (claim(line(1, "XS001"), bill="11"), "type of bill 11x"),
        (claim(), "no lines"),
        (claim(line(1, "XS001"), kind="professional"), "institutional"),
    ],
)
def test_a_claim_that_is_not_grouped_so_says_why(given_claim: Claim, words: str, books: Books) -> None:
    assert words in outpatient(given_claim, books).reason


def test_without_the_addenda_every_line_says_so(books: Books) -> None:
    assert "not installed" in outpatient(claim(line(1, "XS001"))).lines[0].why
    older = outpatient(
        claim(ClaimLine(number=1, control_number="L1", procedure="XS001", charge=Money(1), from_date=dt.date(2024, 6, 2))), books
    )
    assert older.lines[0].treatment == "unknown" and "2024 is not installed" in older.lines[0].why


CODES = [row[0] for row in rows(SERVICES)]
DAYS = st.one_of(st.none(), st.dates(dt.date(2025, 6, 1), dt.date(2025, 6, 3)))
drawn = st.builds(
    ClaimLine,
    number=st.integers(1, 9), control_number=st.just("L"), procedure=st.one_of(st.sampled_from(CODES), st.text(max_size=6)),
    modifiers=st.lists(st.sampled_from(["50", "73", "52", "59", "CA", "XX"]), max_size=2).map(tuple), charge=st.just(Money(100)),
    units=st.one_of(st.integers(-2, 30).map(Decimal), st.decimals()), from_date=DAYS,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(lines=st.lists(drawn, min_size=1, max_size=8))
def test_no_claim_crashes_and_no_line_is_silent(lines: list[ClaimLine], books: Books) -> None:
    found = outpatient(claim(*lines), books)
    assert len(found.lines) == len(lines)
    for one in found.lines:
        assert one.why
        assert (one.treatment == "separate") == bool(one.apc) == bool(one.times)
