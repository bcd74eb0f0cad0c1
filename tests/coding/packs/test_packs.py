"""Specialty packs: each word leads to a code that may be billed, only where its pack is on; vignettes."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from claimwright.coding import CodingRequest, code
from claimwright.coding.knowledge import knowledge
from claimwright.coding.packs import packs
from claimwright.core import InputError

DAYS = (date(2025, 10, 15), date(2026, 4, 1))
TERMS = [(name, term) for name, pack in packs().items() for term in pack.term]
VIGNETTES = tomllib.loads((Path(__file__).parent / "vignettes.toml").read_text("utf-8"))
CASES = [(name, one) for name, found in VIGNETTES.items() for one in found]


def coded(books, text, *names):
    result = code(CodingRequest(text=text, packs=names, date_of_service=DAYS[0]), books)
    return [one.code for one in result.codes if one.system == "icd10cm"], result


def test_the_seven_specialties_are_there():
    assert {"pediatrics", "oncology_hematology", "cardiology", "orthopedics", "emergency", "behavioral", "obstetrics"} <= set(packs())


@pytest.mark.parametrize(("name", "term"), TERMS, ids=[f"{name}-{term.words[-12:]}" for name, term in TERMS])
def test_a_term_leads_to_a_line_of_the_book(name, term, books):
    below = [code for code in knowledge(books).tree.titles if code.startswith(term.code)]
    assert all(any(books.icd10cm.is_billable(code, day) for code in below) for day in DAYS)


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(CASES)])
def test_a_vignette_with_its_pack(name, case, books):
    codes, result = coded(books, case["text"], name)
    assert set(case["codes"]) <= set(codes)
    assert not set(case.get("absent", ())) & set(codes)
    for about in case.get("asks", ()):
        assert about in {query.about for query in result.queries}


def test_every_pack_has_vignettes_and_changes_some_of_them(books):
    assert set(VIGNETTES) == set(packs())
    for name, found in VIGNETTES.items():
        assert len(found) >= 8
        assert sum(coded(books, one["text"])[0] != coded(books, one["text"], name)[0] for one in found) >= 2, name


def test_one_word_in_two_specialties(books):
    text = "ASSESSMENT\n1. SCD.\n2. BPD."
    assert "I46.9" in coded(books, text, "cardiology")[0]
    assert "D57.1" in coded(books, text, "oncology_hematology")[0]
    assert "F60.3" in coded(books, text, "behavioral")[0]
    assert "P27.1" not in coded(books, text)[0]


def test_a_pack_that_does_not_exist_is_told(books):
    with pytest.raises(InputError, match="there is no pack"):
        coded(books, "ASSESSMENT\n1. Cough.", "astrology")


def test_what_is_denied_or_of_the_family_stays_out(books):
    codes, _ = coded(books, "FAMILY HISTORY\nMother with HCM.\nASSESSMENT\n1. No VT. PFO ruled out.", "cardiology")
    assert not {"I42.2", "I47.20", "Q21.12"} & set(codes)
