"""The demonstration practice: coherent, synthetic, the same every time; and the way in for foreign notes."""

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.codesets import open_books
from claimwright.core import Document, Encounter, InputError, Money, Patient, Provider, age_on, npi_is_valid, replace
from claimwright.flow.building import coverages_on
from claimwright.payers import profile
from claimwright.sandbox.practices import age_and_sex, demo_practice, encounter_from_chart, encounter_from_note, is_synthetic

PRACTICE = demo_practice()
NOTES = list(PRACTICE.notes.values())
ENCOUNTERS = {encounter.id: encounter for encounter in PRACTICE.encounters}
FIRST, LAST = date(2025, 10, 6), date(2025, 12, 12)


@pytest.fixture(scope="module")
def books():
    return open_books()


def test_the_practice_is_the_same_value_at_every_call():
    demo_practice.cache_clear()
    assert demo_practice() == PRACTICE


def test_there_are_enough_notes_of_every_style():
    styles = Counter(note.style for note in NOTES)
    least = {"problem-headed": 6, "prose": 5, "dictated": 3, "telegraphic": 3, "emergency": 4, "operative": 2, "discharge": 3}
    assert len(NOTES) >= 26
    assert all(styles[style] >= number for style, number in least.items())
    assert sum(note.claim_kind == "institutional" for note in NOTES) == 5


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_each_note_is_of_natural_length_and_in_the_demonstration_weeks(note):
    assert 200 <= len(note.text.split()) <= 460
    assert FIRST <= note.date_of_service <= LAST
    assert note.through is None or note.date_of_service <= note.through <= LAST
    assert note.text.isascii() or not re.search(r"[\u200b-\u200f\ufeff]", note.text)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_age_and_sex_in_the_text_are_those_of_the_patient(note):
    patient = PRACTICE.patients[note.patient]
    age, sex = age_and_sex(note.text)
    assert age in (None, age_on(patient.birth_date, note.date_of_service))
    assert sex in (None, patient.sex)


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_every_key_code_is_real_on_the_day_and_says_why(note, books):
    assert [code.first_listed for code in note.key].count(True) == 1
    assert note.key[0].first_listed
    for code in note.key:
        assert code.why
        if code.system == "icd10cm":
            assert all(books.icd10cm.is_billable(one, note.date_of_service) for one in (code.code, *code.alternates)), code
        elif code.system == "icd10pcs":
            assert books.icd10pcs.validate(code.code, note.date_of_service).valid, code
        else:
            assert code.code in books.procedures
            assert code.code in PRACTICE.charges


@pytest.mark.parametrize("note", [note for note in NOTES if note.setting == "inpatient"], ids=lambda note: note.id)
def test_inpatient_keys_state_present_on_admission(note):
    exempt = ("Z", "W", "Y")
    assert all(code.poa in ("Y", "N") for code in note.key if code.system == "icd10cm" and not code.code.startswith(exempt))
    assert all(code.system != "cpt" for code in note.key)


def test_an_encounter_never_carries_its_answer_key():
    assert all(not hasattr(encounter, "key") for encounter in PRACTICE.encounters)
    assert all("first_listed" not in document.text for encounter in PRACTICE.encounters for document in encounter.documents)


def test_numbers_of_organisations_and_people_are_synthetic_but_well_formed():
    everybody = [*PRACTICE.organisations.values(), *PRACTICE.providers.values()]
    assert all(npi_is_valid(one.npi) and not one.npi.startswith("1") for one in everybody)
    assert len({one.npi for one in everybody}) == len(everybody)
    assert all(one.tax_id.startswith("00-") for one in PRACTICE.organisations.values())
    assert all(one.phone[3:8] == "55501" for one in [*everybody, *PRACTICE.patients.values()])


def test_coverages_tell_the_stories_the_demonstration_needs():
    coverages = PRACTICE.coverages
    assert sum(len(held) == 2 for held in coverages.values()) >= 3
    assert [patient for patient, held in coverages.items() if not held] == ["P013"]
    members = {coverage.subscriber.member_id for held in coverages.values() for coverage in held}
    assert {"1EG4TE5MK73", "NW100200399", "PM555000999"} <= members
    assert Counter(encounter.primary is None for encounter in PRACTICE.encounters)[True] == 1


def test_every_payer_has_a_profile_and_every_member_id_its_form():
    for held in PRACTICE.coverages.values():
        for coverage in held:
            form = profile(coverage.payer.id).member_id_format
            assert re.fullmatch(form, coverage.subscriber.member_id), coverage.subscriber.member_id


def test_every_service_that_is_coded_in_the_notes_has_a_charge(books):
    from claimwright import flow

    visits = [item for item in PRACTICE.encounters if item.claim_kind == "professional"]
    coded = {one.code for item in visits for one in flow.code_encounter(item, books).codes if one.system in ("cpt", "hcpcs")}
    assert len(coded) > 20
    assert coded <= set(PRACTICE.charges)


def test_charges_are_money_above_zero_for_procedures_we_name(books):
    assert set(PRACTICE.charges) <= {row.code for row in books.procedures}
    assert all(isinstance(charge, Money) and charge > 0 for charge in PRACTICE.charges.values())


def test_institutional_encounters_are_billed_by_the_hospital_and_others_by_the_group():
    for encounter in PRACTICE.encounters:
        assert (encounter.billing == PRACTICE.organisations["hospital"]) == (encounter.claim_kind == "institutional")
        assert (encounter.facility is not None) == (encounter.place_of_service != "11")


def test_the_clinic_states_its_laboratory_certificate_the_hospital_does_not():
    assert re.fullmatch(r"00D\d{7}", PRACTICE.clia)
    for encounter in PRACTICE.encounters:
        assert (encounter.references.get("clia") == PRACTICE.clia) == (encounter.place_of_service == "11")


FOREIGN = "HISTORY: The patient is a 62-year-old male with a cough. He takes lisinopril."


def test_a_foreign_note_becomes_the_same_synthetic_encounter_each_time():
    one, again = (encounter_from_note({"id": "X1", "text": FOREIGN}, PRACTICE) for _ in range(2))
    assert one == again
    assert is_synthetic(one.patient)
    assert not any(is_synthetic(patient) for patient in PRACTICE.patients.values())
    assert one.documents[0].text == FOREIGN
    assert (one.patient.sex, age_on(one.patient.birth_date, one.date_of_service)) == ("M", 62)
    assert (one.place_of_service, one.claim_kind) == ("11", "professional")


@given(st.text("abcdefghij0123456789-", min_size=1, max_size=20), st.integers(0, 99), st.sampled_from("FM"))
def test_any_foreign_note_gets_the_stated_age_a_day_of_the_season_and_a_valid_member(name, age, sex):
    encounter = encounter_from_note({"id": name, "text": FOREIGN, "patient": {"age": age, "sex": sex}}, PRACTICE)
    assert age_on(encounter.patient.birth_date, encounter.date_of_service) == age
    assert encounter.patient.sex == sex
    assert FIRST <= encounter.date_of_service <= LAST
    coverage = encounter.primary
    assert re.fullmatch(profile(coverage.payer.id).member_id_format, coverage.subscriber.member_id)
    assert (coverage.payer.id == "00882") == (age >= 65)


@pytest.mark.parametrize(
    ("text", "age", "sex"),
    [
        ("62-year-old male", 62, "M"), ("The patient is a 45 year old woman", 45, "F"), ("32 y.o. F here", 32, None),
        ("She is a 7-month-old girl", 0, "F"), ("18 month old boy", 1, "M"), ("a 70 yo gentleman", 70, "M"),
        ("55M with chest pain", 55, "M"), ("Follow-up of labs.", None, None), ("mother of a child; she works", None, "F"),
    ],
)  # fmt: skip
def test_age_and_sex_are_read_from_common_forms(text, age, sex):
    assert age_and_sex(text) == (age, sex)


def test_setting_and_emergency_words_decide_place_and_claim():
    inpatient = encounter_from_note({"id": "a", "text": FOREIGN, "setting": "inpatient"}, PRACTICE)
    emergency = encounter_from_note({"id": "b", "text": "EMERGENCY DEPARTMENT NOTE\n" + FOREIGN}, PRACTICE)
    mentioned = encounter_from_note({"id": "c", "text": FOREIGN + " He went to the emergency room last month."}, PRACTICE)
    assert (inpatient.claim_kind, inpatient.place_of_service) == ("institutional", "21")
    assert (emergency.claim_kind, emergency.place_of_service) == ("professional", "23")
    assert mentioned.place_of_service == "11"


def test_a_stated_day_is_kept():
    assert encounter_from_note({"id": "a", "text": FOREIGN, "date_of_service": "2026-03-02"}, PRACTICE).date_of_service == date(2026, 3, 2)


@pytest.mark.parametrize("note", [{}, {"id": "x"}, {"text": "words"}, {"id": "x", "text": "  "}])
def test_a_note_without_id_or_words_is_refused(note):
    with pytest.raises(InputError):
        encounter_from_note(note, PRACTICE)


CHART = Encounter(
    id="E1", patient=Patient(id="their-7", last="Chart", first="Carla", birth_date=date(1990, 5, 1), sex="F"),
    date_of_service=date(2019, 3, 4), billing=Provider(name="Elsewhere"), documents=(Document(text=FOREIGN),),
)  # fmt: skip


def test_a_chart_of_another_system_keeps_its_record_and_gets_our_practice_and_an_insurance_of_its_day():
    taken = encounter_from_chart(CHART, PRACTICE)
    assert (taken.id, taken.patient, taken.date_of_service, taken.documents) == (
        "E1",
        CHART.patient,
        CHART.date_of_service,
        CHART.documents,
    )
    assert taken.billing == PRACTICE.billing
    assert taken.rendering in PRACTICE.providers.values()
    assert len(coverages_on(taken)) == 1
    assert encounter_from_chart(CHART, PRACTICE) == taken


def test_a_chart_keeps_a_usable_insurance_and_a_facility_stay_is_billed_by_the_hospital():
    own = PRACTICE.coverages["P001"]
    taken = encounter_from_chart(replace(CHART, coverages=own, claim_kind="institutional"), PRACTICE)
    assert taken.coverages == own
    assert taken.billing == PRACTICE.organisations["hospital"]
