"""Whatever is asked: a score, or a reason; and what holds of every score."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.cli.measures.risk_people import people
from claimwright.core import dotted, encode, replace
from claimwright.risk import RiskRequest, definitions, risk, score

GOOD = {"model": "V28", "payment_year": 2026, "age": 70, "sex": "M", "dual": "NA", "orec": "0", "crec": "0"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"age": 140}, "140"), ({"age": -1}, "-1"), ({"age": None}, "age"), ({"sex": "U"}, "sex"), ({"sex": ""}, "sex"),
        ({"dual": "77"}, "dual"), ({"orec": "9"}, "orec"), ({"crec": "x"}, "crec"), ({"graft_months": -4}, "graft_months"),
        ({"segment": "XYZ"}, "segment"), ({"segment": "CND"}, "no factor"), ({"model": "V99"}, "V99"), ({"model": "RAF"}, "RAF"),
        ({"model": "HHS-V07"}, "not installed"), ({"model": "RxHCC V05"}, "not installed"), ({"program": "aco"}, "aco"),
        ({"age": None, "birth_date": dt.date(2030, 1, 1)}, "age"), ({"age": float("nan")}, "nan"), ({"age": float("inf")}, "inf"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored_has_a_reason(changes: dict[str, object], words: str):
    answer = score(RiskRequest(**GOOD | changes, diagnoses=("E119",)))
    assert answer.raw_score is None and answer.payment_score is None and words in answer.reason


def test_a_missing_entitlement_is_read_as_age_and_said():
    answer = score(RiskRequest(**GOOD | {"orec": None}))
    assert answer.raw_score == 0.396 and any("orec is missing" in note for note in answer.warnings)


def test_a_missing_year_is_assumed_and_said():
    answer = score(RiskRequest(**GOOD | {"payment_year": None}))
    assert answer.payment_year == 2026 and any("2026 assumed" in note for note in answer.warnings)


def test_under_sixty_five_by_age_is_said():
    assert any("check both" in note for note in score(RiskRequest(**GOOD | {"age": 40})).warnings)


@pytest.mark.parametrize("code", ["", "?", "E11", "ZZZZZZZZZ", "not a code", "🫀", "E11.9.9", "119"])
def test_unknown_codes_are_named_and_pay_nothing(code: str):
    answer = score(RiskRequest(**GOOD, diagnoses=(code, "E119")))
    assert answer.raw_score == 0.562 and [item.code for item in answer.unused] == [code]


def test_a_model_without_its_package_is_not_installed(monkeypatch: pytest.MonkeyPatch):
    from claimwright.codesets import hcc_tables
    from claimwright.core import InputError
    from claimwright.risk import engine

    def missing(*_: str) -> None:
        raise InputError("hccpy", "has no data/F2319P1Q.TXT", "install hccpy again")

    monkeypatch.setattr(hcc_tables, "mapping", missing)
    engine._model.cache_clear()
    engine._ready.cache_clear()
    try:
        answer = score(RiskRequest(**GOOD | {"model": "V23", "payment_year": 2019}))
        assert answer.raw_score is None and "not installed" in answer.reason
    finally:
        engine._model.cache_clear()
        engine._ready.cache_clear()


codes = st.one_of(st.sampled_from(["E119", "E11.22", "I0981", "T82512A", "C7801", "J410", "D66", "Z23", "F3481"]), st.text(max_size=9))
requests = st.builds(
    RiskRequest,
    model=st.one_of(st.sampled_from(["", *definitions(), "HHS-V07"]), st.text(max_size=6)),
    payment_year=st.none() | st.integers(-5, 3000),
    age=st.none() | st.floats(allow_nan=True) | st.integers(-3, 150),
    birth_date=st.none() | st.dates(),
    sex=st.sampled_from(["F", "M", "U", "", "1", "female"]),
    dual=st.none() | st.integers(-1, 12) | st.sampled_from(["NA", "00", "02", "full", "?"]),
    orec=st.none() | st.integers(-1, 5) | st.sampled_from(["0", "1", "2", "x"]),
    crec=st.none() | st.integers(-1, 5),
    metal=st.none() | st.sampled_from(["silver", "P", "", "lead"]),
    enrolled_months=st.none() | st.integers(-1, 13),
    drugs=st.lists(st.text(max_size=12), max_size=2).map(tuple),
    institutional=st.none() | st.booleans(),
    new_enrollee=st.none() | st.booleans(),
    snp=st.none() | st.booleans(),
    graft_months=st.none() | st.integers(-2, 50),
    segment=st.none() | st.sampled_from(["CNA", "INS", "DI", "", "??"]),
    program=st.sampled_from(["ma", "pace", "x"]),
    normalization=st.none() | st.floats() | st.text(max_size=5),
    frailty=st.none() | st.floats() | st.text(max_size=5),
    diagnoses=st.lists(codes, max_size=6).map(tuple),
)


@settings(max_examples=150)
@given(requests)
def test_anything_is_answered(request: RiskRequest):
    answer = risk(request)
    assert encode(answer)
    assert answer.raw_score is not None or answer.parts or answer.reason
    assert answer.payment_score is not None or answer.reason


@pytest.mark.parametrize("model", ["V22", "V24", "V28", "ESRD-V21", "ESRD-V24", "RXHCC-V08"])
def test_what_holds_of_every_score(model: str):
    for request in people(model, 60, 3):
        answer = score(request)
        parts = [*answer.by_demographic.values(), *answer.by_hcc.values(), *answer.by_interaction.values()]
        assert round(sum(parts), 3) == answer.raw_score and answer.demographic == round(sum(answer.by_demographic.values()), 3)
        assert score(replace(request, diagnoses=request.diagnoses[::-1])).raw_score == answer.raw_score
        assert score(replace(request, diagnoses=(*request.diagnoses, *request.diagnoses, "Z0000"))).raw_score == answer.raw_score
        assert not set(answer.hccs) & {item.hcc for item in answer.dropped}
        kept = {code for item in answer.conditions for code in item.diagnoses}
        assert score(replace(request, diagnoses=tuple(sorted(kept)))).raw_score is not None
        given = {dotted(code) for code in request.diagnoses}
        told = kept | {code for item in answer.dropped for code in item.diagnoses} | {item.code for item in answer.unused}
        assert told == given


def test_what_the_hierarchy_dropped_changes_nothing():
    for request in people("V24", 80, 5):
        answer = score(request)
        gone = {code for item in answer.dropped for code in item.diagnoses} - {
            code for item in answer.conditions for code in item.diagnoses
        }
        assert (
            score(replace(request, diagnoses=tuple(code for code in request.diagnoses if dotted(code) not in gone))).raw_score
            == answer.raw_score
        )
