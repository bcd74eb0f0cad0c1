"""The same note as outpatient and as inpatient: the codes differ exactly as the Official Guidelines say."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from claimwright.coding import CodingRequest, code

PAIRS = tomllib.loads((Path(__file__).parent / "data" / "settings.toml").read_text(encoding="utf-8"))["pair"]


def coded(books, text, setting):
    result = code(CodingRequest(text=f"FINAL DIAGNOSES\n{text}", setting=setting), books)
    return [one for one in result.codes if one.system == "icd10cm"]


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["text"].replace("\n", " ")[:60] for pair in PAIRS])
def test_each_setting_has_the_codes_that_the_guidelines_give_it(books, pair):
    outside, stay = coded(books, pair["text"], "outpatient"), coded(books, pair["text"], "inpatient")
    assert [one.code for one in outside] == pair["outpatient"], pair["because"]
    assert [one.code for one in stay] == pair["inpatient"], pair["because"]
    assert all(one.poa is None for one in outside)
    assert all(one.poa in ("Y", "N") for one in stay if one.code[0] != "Z")
    assert [one.role for one in outside[:1]] in ([], ["first-listed"]) and [one.role for one in stay[:1]] in ([], ["principal"])


def test_the_pairs_are_enough_and_most_of_them_differ():
    assert len(PAIRS) >= 60
    assert sum(set(pair["outpatient"]) != set(pair["inpatient"]) for pair in PAIRS) >= 40
