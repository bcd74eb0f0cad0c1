import base64
import gzip
import json
from collections import Counter
from datetime import date

import pytest
from fhir_making import NOTE, bundle, claim, condition, coverage, document, encounter, lines, patient
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.core import InputError, Payer, Provider
from claimwright.interop.fhir import Practice, read, read_bundle, read_directory

BILLING = Provider(npi="1245319599", name="Example Family Practice")
PRACTICE = Practice(billing=BILLING)


def one(*resources, practice=PRACTICE):
    return read_bundle(bundle(*resources), "a.json", practice)


def test_a_bundle_becomes_an_encounter_with_its_document():
    result = one(patient(), encounter(), document())
    (found,) = result.encounters
    assert (found.id, found.date_of_service, found.through) == ("e1", date(2026, 3, 2), None)
    assert (found.setting, found.claim_kind, found.place_of_service) == ("outpatient", "professional", "11")
    who = found.patient
    assert (who.id, who.last, who.first, who.middle, who.sex, who.birth_date) == ("MRN-p1", "Rivera", "Ana", "Maria", "F", date(1961, 4, 2))
    assert (who.address.zip, who.address.state, who.phone) == ("432150001", "OH", "614-555-0100")
    (note,) = found.documents
    assert (note.id, note.kind, note.text, note.date) == ("d1", "history-and-physical", NOTE, date(2026, 3, 2))
    assert found.billing == BILLING
    assert result.problems == ()


def test_the_order_of_resources_does_not_matter():
    parts = [patient(), encounter(), document(), coverage()]
    assert one(*parts).encounters == one(*reversed(parts)).encounters


def test_codes_of_the_sender_are_reported_and_never_part_of_the_encounter():
    strange = condition("E11.9", "http://hl7.org/fhir/sid/icd-10-cm")
    result = one(patient(), encounter(), document(), condition(), strange, claim())
    reported = Counter((item.system, item.code, item.resource, item.encounter) for item in result.reported_codes)
    assert reported == {
        ("snomed", "44054006", "Condition", "e1"): 1, ("icd10cm", "E11.9", "Condition", "e1"): 1, ("icd10cm", "E11.9", "Claim", "e1"): 1,
        ("cpt", "99213", "Claim", "e1"): 1,
    }  # fmt: skip
    (found,) = result.encounters
    assert "E11.9" not in json.dumps([document.text for document in found.documents])


@pytest.mark.parametrize(
    ("kind", "setting", "claim_kind", "place"),
    [
        ("AMB", "outpatient", "professional", "11"),
        ("EMER", "outpatient", "institutional", "23"),
        ("IMP", "inpatient", "institutional", "21"),
        ("HH", "outpatient", "professional", "12"),
        ("VR", "outpatient", "professional", "10"),
    ],
)
def test_classes_of_encounters(kind, setting, claim_kind, place):
    stay = encounter(kind=kind, period={"start": "2026-03-02T08:00:00Z", "end": "2026-03-05T10:00:00Z"})
    (found,) = one(patient(), stay).encounters
    assert (found.setting, found.claim_kind, found.place_of_service) == (setting, claim_kind, place)
    assert found.through == (date(2026, 3, 5) if claim_kind == "institutional" else None)


def test_what_is_not_finished_or_not_known_is_skipped_or_named():
    result = one(
        patient(),
        encounter("e1", status="planned"),
        encounter("e2", kind="XX"),
        encounter("e3", period={}),
        {"resourceType": "Observation"},
    )
    assert result.encounters == ()
    assert result.skipped == {"Encounter: planned": 1, "Observation": 1}
    assert [(problem.place, problem.what) for problem in result.problems] == [
        (3, "encounter e2: class 'XX' is not known"),
        (4, "encounter e3: no date of service"),
    ]


def test_an_encounter_without_its_patient_is_a_problem():
    result = one(encounter())
    assert result.encounters == ()
    assert "its patient is not in the file" in result.problems[0].what


def test_insurance_comes_from_coverage_and_the_practice_knows_the_payers_by_name():
    practice = Practice(billing=BILLING, payers={"Example Medicare": Payer("00882", "Example Medicare")})
    (found,) = one(patient(), encounter(), coverage(), practice=practice).encounters
    assert found.primary.payer == Payer("00882", "Example Medicare")
    assert (found.primary.subscriber.member_id, found.primary.subscriber.group_number, found.primary.sequence) == ("1EG4TE5MK73", "G77", 1)
    assert date(2026, 3, 2) in found.primary.period


def test_a_payer_may_be_an_organization_of_the_bundle():
    organization = {
        "resourceType": "Organization",
        "id": "o1",
        "name": "Example Medicaid",
        "identifier": [{"system": "urn:payer-id", "value": "77777"}],
    }
    (found,) = one(coverage(payor=[{"reference": "Organization/o1"}]), patient(), encounter(), organization).encounters
    assert found.primary.payer == Payer("77777", "Example Medicaid")


def test_a_claim_that_only_names_its_payer_tells_who_paid_for_its_visit():
    result = one(patient(), encounter("e1"), encounter("e2"), claim("e1", "Example Medicaid"), claim("e2", "NO_INSURANCE"))
    by_id = {found.id: found for found in result.encounters}
    assert by_id["e1"].primary.payer.name == "Example Medicaid"
    assert by_id["e2"].coverages == ()


def test_cancelled_coverage_is_skipped_and_a_foreign_subscriber_is_named():
    child = coverage("c2", relationship={"coding": [{"code": "child"}]})
    result = one(patient(), encounter(), coverage(status="cancelled"), child)
    assert result.skipped == {"Coverage: cancelled": 1}
    assert [item.subscriber.relationship for item in result.encounters[0].coverages] == ["child"]
    assert "the subscriber is another person" in result.problems[0].what


def test_html_is_stripped_of_its_markup():
    html = (
        "<html><head><style>p{}</style></head><body><h1>Plan</h1><p>A1c &lt; 7&nbsp;% <b>today</b></p>"
        "<script>alert(1)</script><ul><li>Recheck</li></ul></body></html>"
    )
    (found,) = one(patient(), encounter(), document(text=html, kind="text/html")).encounters
    assert found.documents[0].text == "Plan\nA1c < 7 % today\nRecheck\n"


def test_the_character_set_of_the_attachment_is_used():
    (found,) = one(patient(), encounter(), document(text="Ménière", kind="text/plain; charset=iso-8859-1")).encounters
    assert found.documents[0].text == "Ménière"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ([], "has no attachment"),
        ([{"attachment": {"contentType": "application/pdf", "data": "JVBERi0="}}], "is of type application/pdf, which is not text"),
        ([{"attachment": {"contentType": "text/plain", "url": "Binary/1"}}], "is only linked, not enclosed"),
        ([{"attachment": {"contentType": "text/plain", "data": "%%%"}}], "cannot be decoded"),
        ([{"attachment": {"contentType": "text/plain; charset=klingon", "data": "YQ=="}}], "cannot be decoded"),
        ([{"attachment": {"contentType": "text/plain", "data": "/w=="}}], "cannot be decoded"),
    ],
)
def test_an_attachment_without_text_is_a_problem_and_the_encounter_stays(content, what):
    result = one(patient(), encounter(), document(content=content))
    assert result.encounters[0].documents == ()
    assert result.problems[0].what == f"document d1: {what}"


def test_a_replaced_document_is_left_out_and_one_in_error_too():
    newer = document("d2", relatesTo=[{"code": "replaces", "target": {"reference": "DocumentReference/d1"}}])
    wrong = document("d3", status="entered-in-error")
    result = one(patient(), encounter(), document(), newer, wrong)
    assert [item.id for item in result.encounters[0].documents] == ["d2"]
    assert result.skipped == {"DocumentReference: entered-in-error": 1}


def test_a_document_that_names_no_encounter_finds_the_only_visit_of_its_day():
    loose = document("d1", visit=None)
    assert [item.id for item in one(patient(), encounter(), loose).encounters[0].documents] == ["d1"]
    twice = one(patient(), encounter(), encounter("e2"), loose)
    assert all(not found.documents for found in twice.encounters)
    assert twice.problems[0].what == "document d1 names no encounter and fits 2 of its day"


def test_a_participant_with_a_valid_npi_renders_unless_the_practice_says_who():
    doctor = {
        "individual": {"reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|1679576722", "display": "Dr. Ines Okafor"}
    }
    visit = encounter(
        participant=[{"individual": {"reference": "Practitioner?identifier=http://hl7.org/fhir/sid/us-npi|9999977398"}}, doctor]
    )
    (found,) = one(patient(), visit).encounters
    assert (found.rendering.npi, found.rendering.last, found.rendering.first) == ("1679576722", "Okafor", "Ines")
    own = Provider(npi="1245319599")
    (found,) = one(patient(), visit, practice=Practice(billing=BILLING, rendering=own)).encounters
    assert found.rendering == own


def test_a_resource_of_another_shape_is_left_out_and_the_rest_go_on():
    result = one(patient(), encounter(), {"resourceType": "Condition", "code": "diabetes"}, document())
    assert len(result.encounters[0].documents) == 1
    assert [(problem.place, problem.what) for problem in result.problems] == [
        (3, "a resource that is not of the FHIR R4 shape was left out")
    ]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff\xfe", b'{"a": 1}', b'{"resourceType": "Bundle", "entry": 3}', b"[" * 100_000])
def test_a_broken_file_is_one_problem(data):
    result = read_bundle(data, "b.json", PRACTICE)
    assert result.encounters == ()
    assert [problem.source for problem in result.problems] == ["b.json"]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_bundle_raises(data):
    good = bundle(patient(), encounter(), document(), condition(), coverage(), claim())
    cut = data.draw(st.integers(0, len(good)))
    noise = data.draw(st.binary(max_size=6))
    result = read_bundle(good[:cut] + noise + good[cut + len(noise) :], "c.json", PRACTICE)
    assert result.source == "c.json"
    assert all(encounter.documents == () or encounter.documents[0].text for encounter in result.encounters)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.json").write_bytes(bundle(patient(), encounter(), document()))
    (tmp_path / "two.json.gz").write_bytes(gzip.compress(bundle(patient("p2"), encounter("e2", "p2"))))
    (tmp_path / "broken.json.gz").write_bytes(gzip.compress(bundle(patient("p3")))[:40])
    (tmp_path / "notes.txt").write_text("not ours")
    (tmp_path / "Patient.ndjson").write_bytes(lines(patient("p4"), patient("p5")) + b"\n{broken\n")
    (tmp_path / "Encounter.ndjson.gz").write_bytes(
        gzip.compress(lines(encounter("e4", "p4"), encounter("e5", "p5"), encounter("e6", "p4")))
    )
    (tmp_path / "DocumentReference.ndjson").write_bytes(lines(document("d4", "e4", "p4"), document("d5", "e5", "p5")))
    (tmp_path / "Other.ndjson").write_bytes(lines({"resourceType": "Observation"}, {"resourceType": "Condition"}))
    return tmp_path


def test_a_directory_of_bundles_and_an_export_is_read_and_what_is_broken_is_named(folder):
    imports = list(read_directory(folder, BILLING))
    found = {encounter.id: encounter for item in imports for encounter in item.encounters}
    assert sorted(found) == ["e1", "e2", "e4", "e5", "e6"]
    assert [found[key].patient.id for key in ("e4", "e5", "e6")] == ["MRN-p4", "MRN-p5", "MRN-p4"]
    assert [document.id for document in found["e4"].documents] == ["d4"]
    problems = {(problem.source, problem.place, problem.what) for item in imports for problem in item.problems}
    assert problems == {
        ("broken.json.gz", 0, "cannot be read: EOFError"), ("Patient.ndjson", 4, "is not a FHIR resource in JSON"),
        ("Other.ndjson", 2, "Condition names no patient"),
    }  # fmt: skip
    assert imports[-1].skipped == {"Observation": 1}


def test_an_export_cut_short_gives_what_came_before(tmp_path):
    whole = gzip.compress(lines(*(patient(f"p{n}") for n in range(200)), *(encounter(f"e{n}", f"p{n}") for n in range(200))))
    path = tmp_path / "all.ndjson.gz"
    path.write_bytes(whole[: len(whole) * 9 // 10])
    imports = list(read(path, BILLING))
    assert 0 < sum(len(item.encounters) for item in imports) < 200
    assert "the rest cannot be read" in imports[-1].problems[-1].what


def test_what_is_not_there_is_said_at_once(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.json", BILLING)
    with pytest.raises(InputError, match="is not a directory"):
        read_directory(tmp_path / "none", BILLING)
    with pytest.raises(InputError, match=r"holds no \.json"):
        read_directory(tmp_path, BILLING)


def test_no_problem_quotes_the_record(folder):
    said = " ".join(problem.what for item in read_directory(folder, BILLING) for problem in item.problems)
    assert not any(word in said for word in ("Rivera", "1961", "Main Street", "diabetes"))


@pytest.mark.parametrize(("name", "encounters", "documents"), [("ehr/synthea10/fhir", 317, 317), ("ehr/synthea_bulk10", 1215, 1215)])
def test_samples_are_read_whole(samples, name, encounters, documents):
    imports = list(read_directory(samples / name, BILLING))
    assert sum(len(item.encounters) for item in imports) == encounters
    assert sum(len(found.documents) for item in imports for found in item.encounters) == documents
    assert not [problem for item in imports for problem in item.problems]
    assert {item.system for found in imports for item in found.reported_codes} <= {"snomed", "other"}


def binary(key="b1", text=NOTE):
    return {"resourceType": "Binary", "id": key, "contentType": "text/plain", "data": base64.b64encode(text.encode()).decode()}


LINKED = [
    {"attachment": {"contentType": "text/html", "url": "https://ehr.example/fhir/Binary/b9"}},
    {"attachment": {"contentType": "text/plain", "url": "Binary/b1"}},
]


def test_a_linked_attachment_is_read_where_the_bundle_encloses_it():
    (found,) = one(patient(), encounter(), document(content=LINKED), binary()).encounters
    assert found.documents[0].text == NOTE


def test_a_linked_attachment_is_read_where_the_export_encloses_it(tmp_path):
    linking = document("d2", "e2", "p2", content=LINKED[:1])
    parts = lines(patient(), encounter(), document(content=LINKED), patient("p2"), encounter("e2", "p2"), linking)
    (tmp_path / "all.ndjson").write_bytes(parts)
    (tmp_path / "Binary.ndjson").write_bytes(lines(binary(), binary("b7")))
    imports = list(read_directory(tmp_path, BILLING))
    texts = {encounter.id: [document.text for document in encounter.documents] for item in imports for encounter in item.encounters}
    assert texts == {"e1": [NOTE], "e2": []}
    assert [problem.what for item in imports for problem in item.problems] == ["document d2: is only linked, not enclosed"]
