"""From the raw to the payment score: by hand, in CMS's order (divide and round, multiply and round, add frailty), and what is refused.

The numbers of the examples are worked by hand from the factors of the CMS Rate Announcements of 2024 to 2026, as their files cite them.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.risk import Adjustment, RiskRequest, definitions, paid, risk, score, steps
from claimwright.risk.definition import assumed_year, blends
from claimwright.risk.payment import blended, divided, factor, normalized

LISTED = ("E1169", "I5030", "I509", "I211", "I209", "R05")
PERSON = {"age": 70, "sex": "M", "dual": "NA", "orec": "0", "crec": "0", "diagnoses": LISTED}


def test_payment_year_2026_by_hand():
    # 1.034 / 1.067 = 0.96907... -> 0.969; x 0.941 = 0.911829 -> 0.912
    answer = score(RiskRequest(model="V28", payment_year=2026, **PERSON))
    assert (answer.raw_score, answer.normalized, answer.payment_score) == (1.034, 0.969, 0.912)


def test_payment_year_2024_is_blended_by_hand():
    # V24: 1.283 / 1.146 = 1.11954... -> 1.120; x 0.941 = 1.053920 -> 1.054
    # V28: 1.034 / 1.015 = 1.01871... -> 1.019; x 0.941 = 0.958879 -> 0.959
    # 67 % of 1.054 and 33 % of 0.959 = 0.70618 + 0.31647 = 1.02265 -> 1.023
    answer = risk(RiskRequest(payment_year=2024, **PERSON))
    assert [(part.model, part.percent, part.payment_score) for part in answer.parts] == [("V24", 67, 1.054), ("V28", 33, 0.959)]
    assert answer.payment_score == 1.023 and answer.raw_score is None
    assert [part.result.raw_score for part in answer.parts] == [1.283, 1.034]


def test_payment_year_2025_is_blended_by_hand():
    # V24: 1.283 / 1.153 = 1.11274... -> 1.113; x 0.941 = 1.047333 -> 1.047
    # V28: 1.034 / 1.045 = 0.98947... -> 0.989; x 0.941 = 0.930649 -> 0.931
    # 33 % of 1.047 and 67 % of 0.931 = 0.34551 + 0.62377 = 0.96928 -> 0.969
    answer = risk(RiskRequest(payment_year=2025, **PERSON))
    assert [part.payment_score for part in answer.parts] == [1.047, 0.931] and answer.payment_score == 0.969


def test_payment_year_2026_is_one_model():
    answer = risk(RiskRequest(payment_year=2026, **PERSON))
    assert (answer.model, answer.parts, answer.payment_score) == ("V28", (), 0.912)


def test_frailty_is_added_last_and_once():
    assert risk(RiskRequest(payment_year=2024, frailty="0.12", **PERSON)).payment_score == 1.143
    assert score(RiskRequest(model="V28", payment_year=2026, frailty="0.12", **PERSON)).payment_score == 1.032


def test_factors_of_ones_own_take_the_place_of_the_years():
    # 1.034 / 1.1 = 0.94 exactly; x (1 - 0.1) = 0.846
    answer = score(RiskRequest(model="V28", payment_year=2031, normalization="1.1", coding_intensity=0.1, **PERSON))
    assert (answer.normalized, answer.payment_score) == (0.94, 0.846)


@pytest.mark.parametrize(
    ("model", "year", "program"),
    [
        ("V28", 2027, "ma"), ("V28", 2031, "ma"), ("V24", 2026, "ma"), ("V22", 2026, "pace"), ("ESRD-V24", 2026, "ma"),
        ("RXHCC-V08", 2026, "ma"), ("V23", 2019, "ma"), ("V28", 2025, "pace"),
    ],
)  # fmt: skip
def test_an_unknown_factor_refuses_the_payment_score_and_not_the_raw(model: str, year: int, program: str):
    pytest.importorskip("hccpy")
    answer = score(RiskRequest(model=model, payment_year=year, program=program, **PERSON))
    assert answer.raw_score is not None and answer.payment_score is None and answer.reason


def test_a_year_without_a_file_is_scored_by_the_nearest_and_says_so():
    answer = score(RiskRequest(model="V28", payment_year=2031, **PERSON))
    assert answer.payment_year == 2031 and answer.releases["model"] == "CMS-HCC V28 2027"
    assert any("2031" in note and "2027" in note for note in answer.warnings)


def test_a_known_normalization_is_shown_where_the_payment_is_refused():
    answer = score(RiskRequest(model="V22", payment_year=2024, program="pace", **PERSON))
    # V22: 1.314 / 1.159 = 1.13373... -> 1.134
    assert (answer.raw_score, answer.normalized, answer.payment_score) == (1.314, 1.134, None) and "PACE" in answer.reason


def test_a_blend_that_lacks_a_factor_gives_its_parts_and_no_sum():
    answer = risk(RiskRequest(payment_year=2026, program="pace", **PERSON))
    assert answer.payment_score is None and "V22" in answer.reason and [part.model for part in answer.parts] == ["V22", "V28"]
    assert all(part.result.raw_score for part in answer.parts)


@pytest.mark.parametrize("extra", [{"graft_months": 5}, {"normalization": "1.0"}, {"payment_year": 2040}, {"program": "medigap"}])
def test_a_blend_needs_what_it_can_know(extra: dict[str, object]):
    answer = risk(RiskRequest(**{"payment_year": 2025, **PERSON, **extra}))
    assert answer.raw_score is None and answer.payment_score is None and answer.reason


SENSELESS = (("normalization", "0"), ("normalization", "-1"), ("normalization", "about one"), ("coding_intensity", "1"), ("frailty", "nan"),
             ("normalization", "1e999"), ("frailty", "1e9"))  # fmt: skip


@pytest.mark.parametrize("extra", [{name: value} for name, value in SENSELESS])
def test_a_senseless_factor_is_a_reason(extra: dict[str, object]):
    answer = score(RiskRequest(model="V28", payment_year=2026, **PERSON, **extra))
    assert answer.raw_score == 1.034 and answer.payment_score is None and answer.reason


def test_steps_show_the_exact_and_the_rounded():
    way = [(step.what, step.exact, step.rounded) for step in steps(1034, Adjustment(1067000, 59000))]
    assert way == [
        ("raw score", "1.034000", "1.034"), ("/ normalization 1.067000", "0.969072", "0.969"),
        ("x (1 - 0.059000)", "0.911829", "0.912"), ("+ frailty", "0.912000", "0.912"),
    ]  # fmt: skip


@given(st.integers(-500, 30000), st.integers(800, 1500), st.integers(0, 100), st.integers(0, 300))
def test_whole_numbers_round_as_decimals_do(raw: int, norm: int, maci: int, frailty: int):
    three = Decimal("0.001")
    first = (Decimal(raw) / Decimal(norm)).quantize(three, ROUND_HALF_UP)
    then = (first * (1 - Decimal(maci) / 1000)).quantize(three, ROUND_HALF_UP) + Decimal(frailty) / 1000
    adjustment = Adjustment(factor(Decimal(norm) / 1000), factor(Decimal(maci) / 1000), frailty)
    assert Decimal(normalized(raw, adjustment)) / 1000 == first and Decimal(paid(raw, adjustment)) / 1000 == then


def test_halves_are_rounded_away_from_zero():
    assert [divided(number, 2) for number in (1, 3, -1, -3, 4)] == [1, 2, -1, -2, 2]
    assert blended([(1, 50), (0, 50)]) == 1


def test_blends_are_whole_and_of_known_models():
    for blend in blends().values():
        for shares in blend.programs.values():
            assert sum(share.percent for share in shares) == 100
            assert all(share.model in definitions() for share in shares)
    assert assumed_year() == 2026


def test_every_factor_says_where_it_comes_from_or_why_there_is_none():
    for years in definitions().values():
        for definition in years.values():
            assert definition.sources and definition.factors
            for item in definition.factors:
                assert item.reason or (item.normalization and item.coding_intensity)
                assert not item.normalization or (item.source and item.standing)
