"""HHS-HCC V05 of benefit year 2019, where hccpy is installed: CMS's macro by directed cases, and hccpy beside us where it follows CMS."""

from __future__ import annotations

import random
import warnings

import pytest

from claimwright.codesets import hhs_tables
from claimwright.risk import RiskRequest, RiskResult, score
from claimwright.risk.compiled import Model
from claimwright.risk.engine import _model
from claimwright.risk.scoring import _standing, _together

pytest.importorskip("hccpy")
DIAGNOSES = ("hccpy", "H0519F3.FY 2019 ICD10.TXT")


def scored(*diagnoses: str, **person: object) -> RiskResult:
    known = {"model": "HHS-V05", "payment_year": 2019, "age": 40, "sex": "F", "metal": "silver", "enrolled_months": 12} | person
    return score(RiskRequest(diagnoses=diagnoses, **known))  # type: ignore[arg-type]


def code_of(hcc: str) -> str:
    """A diagnosis of this category alone that no edit concerns."""
    model = _model("HHS-V05", 2019, "ma")
    return next(code for code, mask in model.quick.items() if mask == 1 << model.bit[hcc] and ":" not in code)


def kept(model: Model, *hccs: str) -> int:
    return _standing(model, model.mask(hccs))


@pytest.mark.parametrize(
    ("person", "segment"),
    [({}, "Adult_S"), ({"age": 21, "metal": "Bronze"}, "Adult_B"), ({"age": 20, "metal": "P"}, "Child_P"), ({"age": 1}, "Infant_S")],
)
def test_segments_are_generation_and_metal(person: dict[str, object], segment: str):
    assert scored(**person).segment == segment


def test_a_metal_is_needed():
    assert "no segment fits" in scored(metal=None).reason


def test_short_enrolment_has_a_factor_for_adults_alone():
    assert scored(enrolled_months=1).by_demographic == {"Adult_S_FAGE_LAST_40_44": 0.354, "Adult_S_ED_1": 0.325}
    assert list(scored(age=10, enrolled_months=1).by_demographic) == ["Child_S_FAGE_LAST_10_14"]


def test_a_group_counts_once():
    one, both = scored(code_of("019")), scored(code_of("019"), code_of("062"))
    assert one.by_interaction == {"G01": 0.462} and one.by_hcc == {"019": 0.0}
    assert both.raw_score == round(one.raw_score + both.by_interaction["G04"], 3)


def test_severe_illness_high_goes_before_medium():
    severe, high, medium = code_of("002"), code_of("006"), code_of("035")
    assert "INT_GROUP_M" in scored(severe, medium).interactions
    assert "INT_GROUP_H" in scored(severe, high, medium).interactions and "INT_GROUP_M" not in scored(severe, high, medium).interactions


def test_insulin_goes_before_the_other_drugs_of_diabetes_and_sees_a_grouped_category():
    model = _model("HHS-V05", 2019, "ma")
    insulin, other = (
        next(code[4:] for code, mask in model.masks.items() if mask == 1 << model.bit[group]) for group in ("RXC_06", "RXC_07")
    )
    answer = scored(code_of("021"), drugs=(insulin, other))
    assert [(item.hcc, item.because) for item in answer.dropped] == [("RXC_07", "hierarchy: RXC_06 outranks it")]
    assert "RXC_06_X_HCC018_019_020_021" in answer.interactions


@pytest.mark.parametrize("months", [0, 13])
def test_months_are_those_of_a_year(months: int):
    assert "enrolled_months" in scored(enrolled_months=months).reason


def test_drugs_and_services_name_groups():
    answer = scored(code_of("142"), drugs=("00002-1020-02",), services=("J0135",))
    assert answer.interactions == ("RXC_03_X_HCC142",) and {"RXC_03", "RXC_09"} <= set(answer.hccs)
    assert [item.because for item in scored(drugs=("99999999999",)).unused] == ["names no drug group of HHS-HCC V05"]


@pytest.mark.parametrize(
    ("age", "hccs", "factor"),
    [
        (0, ("242", "008"), "EXTREMELY_IMMATURE_X_SEVERITY5"), (0, ("245",), "IMMATURE_X_SEVERITY1"),
        (0, ("247", "249"), "PREMATURE_MULTIPLES_X_SEVERITY1"),
        (0, ("249", "036"), "TERM_X_SEVERITY2"), (0, ("245", "242"), "EXTREMELY_IMMATURE_X_SEVERITY1"), (0, ("002",), "AGE1_X_SEVERITY4"),
        (0, (), "AGE1_X_SEVERITY1"), (1, ("002", "001"), "AGE1_X_SEVERITY4"), (1, ("001",), "AGE1_X_SEVERITY3"),
    ],
)  # fmt: skip
def test_infants_have_one_factor_by_maturity_and_severity(age: int, hccs: tuple[str, ...], factor: str):
    model = _model("HHS-V05", 2019, "ma")
    profile = model.profile((age, "F", None, None, None, None, None, None, None, None, None, "S", 12))
    assert _together(profile, kept(model, *hccs))[0] == (factor,)


def test_boys_have_a_factor_of_their_own_by_birth_code():
    born = next(code for code, categories in hhs_tables.mapping(*DIAGNOSES).items() if categories == ("249",))
    assert set(scored(born, age=0, sex="M").interactions) == {"AGE0_MALE", "TERM_X_SEVERITY1"}
    assert set(scored(age=0, sex="M").interactions) == {"AGE1_MALE", "AGE1_X_SEVERITY1"}
    assert scored(age=1, sex="M").raw_score == round(scored(age=1).raw_score + scored(age=1, sex="M").by_interaction["AGE1_MALE"], 3)


@pytest.mark.parametrize(
    ("code", "person", "hcc"),
    [
        ("C9100", {"age": 10}, "009"),
        ("C9100", {"age": 40}, "008"),
        ("C50911", {"age": 49}, "011"),
        ("C50911", {"age": 50}, "012"),
        ("D66", {}, "075"),
    ],
)
def test_splits_by_age_and_sex(code: str, person: dict[str, object], hcc: str):
    assert scored(code, **person).hccs == (hcc,)


@pytest.mark.parametrize(
    ("code", "person"), [("O1425", {"sex": "M"}), ("O1425", {"age": 60}), ("P0512", {"age": 1}), ("F3481", {"age": 19})]
)
def test_the_code_editor_voids(code: str, person: dict[str, object]):
    answer = scored(code, **person)
    assert answer.hccs == () and "edit" in answer.unused[0].because


def test_v07_is_not_installed_and_says_why():
    answer = scored(model="HHS-V07", payment_year=2022)
    assert answer.raw_score is None and "grouped" in answer.reason


BESIDE_A_GROUP = {"RXC_06_X_HCC018_019_020_021", "RXC_07_X_HCC018_019_020_021"}
"""Factors that hccpy misses: it puts G01 in the place of the diabetes categories before it looks at the drugs; V0519F3M asks for HCC19."""
NOT_RANKED = {"INT_GROUP_M", "RXC_07"}
"""Factors that hccpy adds: V0519F3M gives the medium group only without the high one, and RXC_07 only without RXC_06."""


def test_adults_are_equal_to_hccpy_but_for_three_rules_of_the_macro():
    """Diagnoses with edits or of two categories are left out: hccpy reads one category of each."""
    from hccpy.hhshcc import HHSHCCEngine

    model, draw = _model("HHS-V05", 2019, "ma"), random.Random(11)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        engine = HHSHCCEngine("2019")
    codes = sorted(code for code, mask in model.quick.items() if mask and not mask & (mask - 1) and ":" not in code)
    drugs, services = sorted(engine.ndc2rxc), sorted(engine.hcpcs2rxc)
    for _ in range(400):
        dx, ndc, hcpcs = (draw.sample(known, draw.randrange(most)) for known, most in ((codes, 7), (drugs, 3), (services, 2)))
        age, sex, metal, months = draw.randrange(21, 70), draw.choice("FM"), draw.choice("PGSBC"), draw.randrange(1, 13)
        ours = scored(*dx, age=age, sex=sex, metal=metal, enrolled_months=months, drugs=tuple(ndc), services=tuple(hcpcs))
        theirs = engine.profile(dx, hcpcs, ndc, age=age, sex=sex, enroll_months=months, plate=metal)
        factors = {name.upper(): value for name, value in theirs["details"].items() if value}
        missed = sum(value for name, value in ours.by_interaction.items() if name in BESIDE_A_GROUP - set(factors))
        added = sum(factors[name] for name in NOT_RANKED & set(factors) - set(ours.by_interaction) - set(ours.by_hcc))
        assert ours.raw_score == pytest.approx(theirs["risk_score"] + missed - added, abs=1e-6)
