"""One stay: version by day, severity and who makes it, hospital-acquired conditions, edits, weights, bad input."""

from __future__ import annotations

import datetime as dt
import re
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.codesets.install import install
from claimwright.codesets.store import Store
from claimwright.core import Claim, Diagnosis, Money, Patient, Payer, ProcedureDone, Provider, Subscriber
from claimwright.core.discovery import tables
from claimwright.grouping import Coded, Stay, StayGrouper, group, stay_of, with_each, without_each

MAY = dt.date(2026, 5, 1)


def stay(principal: str = "I50.20", *secondary: str | Coded, **known: object) -> Stay:
    given = {"discharge_date": MAY, "age": 70, "sex": "F", "discharge_status": "01"} | known
    return Stay(principal=Coded(principal, "Y"), secondary=tuple(secondary), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2022-10-01", "40.0"), ("2023-03-31", "40.0"), ("2023-04-01", "40.1"), ("2023-10-01", "41.0"), ("2024-04-01", "41.1"),
        ("2024-10-01", "42.0"), ("2025-04-01", "42.1"), ("2025-10-01", "43.0"), ("2026-04-01", "43.1"), ("2026-10-01", "44.0"),
        ("2027-03-31", "44.0"),
    ],
)  # fmt: skip
def test_the_day_of_discharge_chooses_the_version(day: str, version: str) -> None:
    assert group(stay(discharge_date=dt.date.fromisoformat(day))).version == version


@pytest.mark.parametrize("day", ["2022-09-30", "2027-04-01", "1999-01-01"])
def test_a_day_outside_every_version_has_a_reason(day: str) -> None:
    found = group(stay(discharge_date=dt.date.fromisoformat(day)))
    assert found.drg is None
    assert day in found.reason and "2022-10-01" in found.reason


@pytest.mark.parametrize("written", ["43.1", 43.1, "v43.1", 431, "431"])
def test_a_version_overrules_the_day_however_it_is_written(written: str | int | float) -> None:
    assert group(stay(discharge_date=dt.date(2023, 1, 1), version=written)).version == "43.1"


def test_an_unknown_version_has_a_reason() -> None:
    assert "no MS-DRG version 99" in group(stay(version="99")).reason


def test_the_one_mcc_makes_the_severity_alone() -> None:
    found = group(stay("I50.20", Coded("J96.00", "Y"), Coded("N17.9", "Y"), "I10"))
    effects = {code.code: code for code in found.codes}
    assert (found.drg, found.severity) == ("291", "MCC")
    assert effects["J96.00"].makes_severity and effects["J96.00"].sole
    assert effects["N17.9"].cc == "CC" and effects["N17.9"].counts and not effects["N17.9"].makes_severity
    assert effects["I10"].cc is None


def test_two_mccs_share_the_severity() -> None:
    found = group(stay("I50.20", Coded("J96.00", "Y"), Coded("J96.01", "Y")))
    assert [code.sole for code in found.codes if code.makes_severity] == [False, False]


def test_a_cc_that_the_principal_diagnosis_excludes_says_so() -> None:
    effect = group(stay("I50.20", Coded("I50.23", "Y"))).codes[1]
    assert (effect.cc, effect.counts, effect.why_not) == ("MCC", False, "excluded by the principal diagnosis")


def test_some_mccs_count_only_for_a_patient_who_left_alive() -> None:
    home, died = group(stay("I21.09", Coded("I46.9", "Y"))), group(stay("I21.09", Coded("I46.9", "Y"), discharge_status=20))
    assert home.codes[1].counts
    assert died.codes[1].why_not == "counts only for a patient who left alive"


def test_a_hospital_acquired_condition_costs_the_cc() -> None:
    found = group(stay("J18.9", Coded("T80.211A", "N")))
    assert found.initial_severity == "CC" and found.severity == "NONE"
    assert found.drg != found.initial_drg
    assert found.codes[1].hac[0].number == "07"
    assert "not present on admission" in found.codes[1].why_not


def test_an_exempt_hospital_keeps_it() -> None:
    found = group(stay("J18.9", Coded("T80.211A", "N"), hospital_status="EXEMPT"))
    assert found.drg == found.initial_drg and found.codes[1].counts


def test_a_missing_indicator_of_a_hospital_acquired_condition_is_named() -> None:
    found = group(stay("J18.9", "T80.211A"))
    assert (found.drg, found.return_code) == ("999", "HAC_MISSING_ONE_POA")
    assert "missing" in found.codes[1].why_not


def test_an_indicator_that_does_not_exist_is_taken_as_none_and_noted() -> None:
    assert "no such" in group(stay("J18.9", Coded("N17.9", "Q"))).codes[1].note


def test_codes_keep_their_order_their_form_and_their_doubles() -> None:
    given = stay("I50.20", "ZZZZ", "n17.9", Coded("N179", "Y"), procedures=("0DTJ4ZZ", Coded("nonsense")))
    codes = group(given).codes
    assert [code.code for code in codes] == ["I50.20", "ZZZZ", "n17.9", "N179", "0DTJ4ZZ", "nonsense"]
    assert [code.valid for code in codes[:4]] == [True, False, True, True]


def test_long_ventilation_in_a_short_stay_is_an_edit() -> None:
    edits = {edit.edit for edit in group(stay(procedures=("5A1955Z",), length_of_stay=3)).mce or ()}
    assert "INCONSISTENT_WITH_LENGTH_OF_STAY" in edits
    assert not group(stay(procedures=("5A1955Z",), length_of_stay=4)).mce


def test_an_age_of_140_is_an_edit_not_an_exception() -> None:
    found = group(stay(age=140))
    assert found.drg == "293"
    assert [edit.edit for edit in found.mce or ()] == ["INVALID_AGE"]


def test_a_version_without_a_day_groups_but_cannot_edit() -> None:
    found = group(stay(discharge_date=None, version="43.1"))
    assert found.drg == "293" and found.mce is None


@pytest.mark.parametrize(
    ("known", "words"),
    [({"age": None}, "no age"), ({"age": 2**40}, "no number of years"), ({"discharge_date": None}, "no day of discharge")],
)
def test_what_is_missing_is_a_reason(known: dict[str, object], words: str) -> None:
    found = group(stay(**known))
    assert found.drg is None and words in found.reason


def test_without_a_principal_diagnosis_there_is_none() -> None:
    assert group(stay("  ")).reason == "no principal diagnosis"


def test_every_edit_of_the_library_has_our_words() -> None:
    import msdrg

    library = Path(msdrg.__file__).parent / "_lib"
    names = {name.decode() for path in library.iterdir() for name in re.findall(rb"MCE_EDIT_([A-Z_]+)", path.read_bytes())}
    rows = tables("claimwright.grouping.inpatient")["mce"]["rows"]
    assert names
    assert {name for name in names if not any(row.startswith(name) for row in rows)} == set()


TABLE_5 = (
    '"TABLE 5.-LIST OF MEDICARE SEVERITY DIAGNOSIS-RELATED GROUPS (MS-DRGS), RELATIVE WEIGHTING FACTORS-FY 2026 Final Rule"\n'
    "MS-DRG\tFY 2026 Final Rule Post-Acute DRG\tFY 2026 Final Rule Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\tWeights Before Cap\t"
    "Weights - 10% Cap Applied\tGeometric mean LOS\tArithmetic mean LOS\n"
    "291\tYes\tNo\t05\tMED\tMade-up title\t1.2000\t1.1000\t3.5\t4.5\n"
    "293\tNo\tNo\t05\tMED\tMade-up title\t0.6000\t0.5900\t2.0\t2.5\n"
    "999\tNo\tNo\t\t**\tMade-up title\t.\t.\t.\t.\n"
)


@pytest.fixture
def weighted(tmp_path: Path) -> SimpleNamespace:
    path = tmp_path / "CMS-1833-F Table 5.txt"
    path.write_text(TABLE_5, "utf-8")
    store = Store(tmp_path / "books")
    install(path, store)
    return SimpleNamespace(store=store)


def test_weights_come_from_table_5_of_the_year(weighted: SimpleNamespace) -> None:
    found = group(stay("I50.20", Coded("J96.00", "Y")), weighted)
    assert (found.weight, found.gmlos, found.amlos) == (Decimal("1.1000"), Decimal("3.5"), Decimal("4.5"))
    assert (found.post_acute, found.special_pay) == (True, False)
    assert found.releases == {"msdrg": "v43.1", "msdrg-weights": "FY2026"}


def test_a_group_that_is_not_paid_and_a_year_that_is_not_installed_say_so(weighted: SimpleNamespace) -> None:
    assert "not paid" in group(stay("J18.9", "T80.211A"), weighted).weight_reason
    assert group(stay(discharge_date=dt.date(2025, 1, 1)), weighted).weight_reason == "weights not installed: Table 5 of FY2025"
    assert group(stay()).weight_reason == "weights not installed: Table 5 of FY2026"


def test_which_code_the_drg_hangs_on(weighted: SimpleNamespace) -> None:
    grouper = StayGrouper(weighted)
    changes = without_each(stay("I50.20", Coded("J96.00", "Y"), "I10"), grouper)
    assert [(change.code, change.drg, change.weight_change) for change in changes] == [("J96.00", "293", Decimal("-0.5100"))]


def test_which_candidate_would_change_it(weighted: SimpleNamespace) -> None:
    changes = with_each(stay(), StayGrouper(weighted), diagnoses=("I10", "J96.00"), procedures=("02703DZ",))
    assert [(change.code, change.action) for change in changes] == [("J96.00", "added"), ("02703DZ", "added")]
    assert changes[1].weight_change is None, "the weight of its DRG is not installed"


def test_a_stay_of_a_claim() -> None:
    claim = Claim(
        id="H1", kind="institutional", charge=Money(100), type_of_bill="11", payer=Payer("P"), billing=Provider(), subscriber=Subscriber(),
        patient=Patient(last="Doe", first="Jo", birth_date=dt.date(1950, 5, 2), sex="F"), references={"patient_status": "03"},
        diagnoses=(Diagnosis(code="R06.02", qualifier="ABJ"), Diagnosis(code="I50.20", qualifier="ABK", poa="Y"),
                   Diagnosis(code="J96.00", poa="Y"), Diagnosis(code="W19.XXXA", qualifier="ABN", poa="Y")),
        procedures=(ProcedureDone(code="5A1955Z"),), dates={"admission": dt.date(2026, 4, 30), "discharge": MAY},
    )  # fmt: skip
    made = stay_of(claim)
    assert (made.age, made.sex, made.discharge_status, made.length_of_stay, made.discharge_date) == (75, "F", "03", 1, MAY)
    assert [one.code for one in made.secondary if isinstance(one, Coded)] == ["J96.00", "W19.XXXA"]
    assert group(made).drg == "291"


def _drg_of(code: str) -> str | None:
    return group(stay("I50.20", Coded(code, "Y"))).drg


def test_a_forked_process_opens_its_own_library() -> None:
    assert _drg_of("J96.00") == "291"
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        assert pool.submit(_drg_of, "J96.00").result() == "291"


codes = st.one_of(st.text(max_size=12), st.sampled_from(["I5020", "J96.00", "T80.211A", "N179", "O80", "Z3800", "5A1955Z", "0DTJ4ZZ"]))
coded = st.one_of(codes, st.builds(Coded, codes, st.one_of(st.none(), st.text(max_size=2), st.sampled_from("YNUW1"))))


@given(
    st.builds(
        Stay,
        discharge_date=st.one_of(st.none(), st.dates()), age=st.one_of(st.none(), st.integers()), sex=st.text(max_size=3),
        discharge_status=st.one_of(st.integers(), st.text(max_size=4)), principal=coded, secondary=st.lists(coded, max_size=6).map(tuple),
        procedures=st.lists(codes, max_size=4).map(tuple), hospital_status=st.sampled_from(["NOT_EXEMPT", "EXEMPT", "UNKNOWN"]),
        length_of_stay=st.one_of(st.none(), st.integers()), version=st.one_of(st.none(), st.text(max_size=5), st.just("43.1")),
        admit_diagnosis=st.one_of(st.none(), coded),
    )
)  # fmt: skip
def test_no_stay_crashes_and_none_is_silent(one: Stay) -> None:
    found = group(one)
    assert (found.drg is None) == bool(found.reason)
    if found.drg is not None:
        assert len(found.codes) == 1 + len(one.secondary) + len(one.procedures)


def test_a_return_code_comes_with_words() -> None:
    assert group(stay()).return_words == ""
    assert "principal diagnosis" in group(stay("ZZZZ")).return_words
    assert "present-on-admission" in group(stay("J18.9", "T80.211A")).return_words


def test_threads_share_one_library() -> None:
    stays = [stay("I50.20", Coded(code, "Y")) for code in ("J96.00", "N17.9", "I10", "A41.9") for _ in range(50)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(group, stays)) == [group(one) for one in stays]
