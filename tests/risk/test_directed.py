"""CMS's rules one by one: special rules, hierarchies, segments, demographics, interactions, counts. Sources stand in the model files."""

from __future__ import annotations

import datetime as dt

import pytest

from claimwright.risk import RiskRequest, RiskResult, definitions, score
from claimwright.risk.engine import _model
from claimwright.risk.person import band, graft_stage


def scored(*diagnoses: str, **person: object) -> RiskResult:
    known = {"model": "V28", "payment_year": 2026, "age": 70, "sex": "M", "dual": "NA", "orec": "0", "crec": "0"} | person
    return score(RiskRequest(diagnoses=diagnoses, **known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("diagnoses", "hccs", "raw"),
    [
        (("T82512A",), (), 0.396),
        (("I0981",), ("226",), 0.756),
        (("T82512A", "I0981"), ("223",), 2.901),
        ((), (), 0.396),
    ],
)
def test_heart_rule_of_v28_comes_before_the_hierarchies(diagnoses: tuple[str, ...], hccs: tuple[str, ...], raw: float):
    answer = scored(*diagnoses)
    assert (answer.hccs, answer.raw_score) == (hccs, raw)


def test_a_category_dropped_by_the_heart_rule_outranks_nothing():
    answer = scored("T82512A")
    assert [(item.hcc, item.diagnoses) for item in answer.dropped] == [("223", ("T82.512A",))]
    assert "V2823T2M" in answer.dropped[0].because


@pytest.mark.parametrize(("model", "gone"), [("ESRD-V21", {"134"}), ("ESRD-V24", {"134", "135", "136", "137"})])
def test_kidney_failure_does_not_count_in_the_esrd_models(model: str, gone: set[str]):
    whole = _model(model, 2026, "ma")
    for hcc in sorted(gone):
        code = next(code for code, mask in whole.masks.items() if mask == 1 << whole.bit[hcc])
        answer = scored(code, model=model, orec="2", crec="2")
        assert answer.hccs == () and answer.dropped[0].hcc == hcc and "ESRD model" in answer.dropped[0].because


def test_what_the_hierarchy_drops_names_what_stands_above():
    answer = scored("C7801", "C61", "E1022", "E119")
    assert answer.hccs == ("17", "37")
    assert {item.hcc: item.because for item in answer.dropped} == {
        "23": "hierarchy: HCC 17 outranks it",
        "38": "hierarchy: HCC 37 outranks it",
    }


def test_each_category_carries_the_diagnoses_that_put_it_there():
    answer = scored("E11.22", "e1142", "E1142", "I10")
    (condition,) = answer.conditions
    assert (condition.hcc, condition.diagnoses) == ("37", ("E11.22", "E11.42"))
    assert [(item.code, item.because) for item in answer.unused] == [("I10", "not a diagnosis of CMS-HCC V28")]


@pytest.mark.parametrize(
    ("person", "segment"),
    [
        ({"dual": "NA"}, "CNA"), ({"dual": "none", "age": 50, "orec": "1"}, "CND"), ({"dual": "02"}, "CFA"),
        ({"dual": "full", "age": 50, "orec": "1"}, "CFD"), ({"dual": "01"}, "CPA"), ({"dual": 3, "age": 64, "orec": 1}, "CPD"),
        ({"institutional": True}, "INS"), ({"new_enrollee": True}, "NE"), ({"new_enrollee": True, "snp": True}, "SNPNE"),
        ({"new_enrollee": True, "institutional": True}, "NE"), ({"dual": "09"}, "CNA"), ({"segment": "cfa"}, "CFA"),
    ],
)  # fmt: skip
def test_segments_of_the_cms_hcc_models(person: dict[str, object], segment: str):
    assert scored(**person).segment == segment


@pytest.mark.parametrize(
    ("person", "segment"),
    [
        ({}, "DI"), ({"new_enrollee": True}, "DNE"), ({"graft_months": 1}, "TRANSPLANT_KIDNEY_ONLY_1M"),
        ({"graft_months": 0}, "TRANSPLANT_KIDNEY_ONLY_1M"), ({"graft_months": 3, "new_enrollee": True}, "TRANSPLANT_KIDNEY_ONLY_3M"),
        ({"graft_months": 4}, "GNPA"), ({"graft_months": 12, "dual": "02", "age": 50}, "GFN"), ({"graft_months": 12, "dual": "02"}, "GFA"),
        ({"graft_months": 4, "institutional": True}, "GI"), ({"graft_months": 4, "new_enrollee": True}, "GNE"),
    ],
)  # fmt: skip
def test_segments_of_esrd_v24(person: dict[str, object], segment: str):
    assert scored(model="ESRD-V24", **{"orec": "2", "crec": "2"} | person).segment == segment


def test_transplant_is_one_factor_whatever_the_diagnoses():
    answer = scored("E1122", model="ESRD V21", orec="2", graft_months=2)
    assert answer.raw_score == 0.895 and answer.by_demographic == {"TRANSPLANT_KIDNEY_ONLY_2M": 0.895}


@pytest.mark.parametrize(
    ("person", "segment"),
    [
        ({}, "Rx_CE_NoLowAged"), ({"low_income": True}, "Rx_CE_LowAged"), ({"age": 40, "orec": "1"}, "Rx_CE_NoLowNoAged"),
        ({"age": 40, "orec": "1", "low_income": True}, "Rx_CE_LowNoAged"), ({"institutional": True}, "Rx_CE_LTI"),
        ({"new_enrollee": True}, "Rx_NE_NoLo"), ({"new_enrollee": True, "low_income": True}, "Rx_NE_Lo"),
        ({"new_enrollee": True, "institutional": True}, "Rx_NE_LTI"),
    ],
)  # fmt: skip
def test_segments_of_rxhcc(person: dict[str, object], segment: str):
    answer = scored(model="RxHCC V08", **person)
    assert answer.segment == segment and answer.raw_score is not None and answer.by_demographic


def test_originally_disabled_counts_from_sixty_five_in_the_community():
    assert scored(orec="1").by_demographic == {"CNA_M70_74": 0.396, "CNA_OriginallyDisabled_Male": 0.135}
    assert scored(orec="1", sex="F", age=66).by_demographic == {"CNA_F65_69": 0.33, "CNA_OriginallyDisabled_Female": 0.228}
    assert list(scored(orec="1", age=64).by_demographic) == ["CND_M60_64"]
    assert list(scored(orec="2").by_demographic) == ["CNA_M70_74"]


def test_new_enrollees_are_scored_by_demographics_alone():
    answer = scored("E1122", "I0981", new_enrollee=True, dual="02", orec="1", age=67)
    assert answer.by_demographic == {"NE_MCAID_ORIGDIS_NEM67": answer.raw_score}
    assert answer.hccs == ("37", "226") and answer.by_hcc == {"37": 0.0, "226": 0.0}


@pytest.mark.parametrize(("age", "orec", "ends"), [(64, "0", "NEM65"), (64, "1", "NEM60_64"), (65, "0", "NEM65"), (69, "0", "NEM69")])
def test_who_turns_sixty_five_stands_in_that_band_when_new(age: int, orec: str, ends: str):
    (name,) = scored(age=age, orec=orec, new_enrollee=True).by_demographic
    assert name.endswith(ends)


@pytest.mark.parametrize(("model", "factor"), [("V24", "CNA_M65_69"), ("V28", "CND_M60_64"), ("V22", "CND_M60_64")])
def test_sixty_four_counts_as_sixty_five_where_the_macro_says_so(model: str, factor: str):
    assert list(scored(model=model, age=64).by_demographic) == [factor]


def test_age_is_counted_on_the_first_of_february():
    def segment(born: dt.date) -> str | None:
        return scored(age=None, birth_date=born).segment

    assert segment(dt.date(1961, 2, 1)) == "CNA"  # 65 that day
    assert segment(dt.date(1961, 2, 2)) == "CND"  # 64 that day


def test_institutional_interactions_ask_for_disability():
    young, old = scored("I0981", institutional=True, age=60, orec="1"), scored("I0981", institutional=True)
    assert young.interactions == ("DISABLED_HF_V28",) and old.interactions == ()
    assert scored(institutional=True, dual="01").by_demographic["INS_LTIMCAID"] == 0.13


def test_interactions_and_counts_are_named_and_add_up():
    answer = scored("E1169", "I5030", "I509", "I211", "I209", "R05", "A4154")
    assert answer.interactions == ("DIABETES_HF_V28",)
    assert answer.by_interaction == {"DIABETES_HF_V28": 0.112, "D3": 0.0}
    assert answer.raw_score == 1.534


def test_ten_categories_and_more_share_a_factor():
    codes = ("C7801", "E1122", "K7460", "F200", "G35", "J449", "I509", "N184", "L89154", "M0579", "B20", "K5000")
    answer = scored(*codes)
    assert answer.payment_hccs >= 10 and answer.by_interaction["D10P"] == 0.728


@pytest.mark.parametrize(("sex", "hcc"), [("M", "111"), ("F", "112")])
def test_haemophilia_counts_by_sex(sex: str, hcc: str):
    answer = scored("D66", sex=sex)
    assert answer.hccs == (hcc,)
    assert [item.because for item in answer.unused] == (
        [] if sex == "M" else ["sex edit: for sex F at age 70 it counts for HCC 112, not as mapped"]
    )


def test_a_void_diagnosis_says_which_edit():
    young, old = scored("J410", age=10, orec="1"), scored("J410")
    assert young.hccs == () and "age edit" in young.unused[0].because
    assert old.hccs == ("280",)


def test_chronic_is_what_the_lasting_categories_add_alone():
    answer = scored("E119", "A4154")
    assert answer.chronic == 0.166 and answer.raw_score == 0.396 + 0.166 + 0.5


def test_bands_and_stages():
    assert [band(age) for age in (0, 34, 35, 59, 60, 64, 65, 94, 95, 120)] == [
        "0_34", "0_34", "35_44", "55_59", "60_64", "60_64", "65_69", "90_94", "95_GT", "95_GT",
    ]  # fmt: skip
    assert [graft_stage(months) for months in (None, 0, 1, 3, 4, 9, 10, 99)] == ["none", "1M", "1M", "3M", "4_9", "4_9", "10PL", "10PL"]


def test_models_are_named_in_many_ways():
    for words in ("V28", "v28", "CMS-HCC V28", "cms-hcc model v28"):
        assert scored(model=words).model == "V28"
    assert scored(model="CMS-HCC ESRD Model V24", orec="2").model == "ESRD-V24"
    assert scored(model="rxhcc v08").model == "RXHCC-V08"
    assert "V28" in definitions()
