"""Stage 7: the visit's level and the services done."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from claimwright.coding import CodingRequest, PatientFacts, code
from claimwright.core import Document

ON = date(2026, 2, 3)
LEVELS = [
    ("ASSESSMENT\n1. Acute pharyngitis. Rest, fluids, acetaminophen.", {}, "99213"),
    ("ASSESSMENT\n1. Hypertension, uncontrolled. Increase lisinopril to 20 mg.", {}, "99214"),
    ("HPI\nNew patient here to establish care.\n\nASSESSMENT\n1. Hypertension, uncontrolled. Increase lisinopril to 20 mg.", {}, "99204"),
    ("ASSESSMENT\n1. Hypertension. Continue lisinopril 20 mg.\n\nTotal time spent was 45 minutes.", {}, "99215"),
    ("ASSESSMENT\n1. Migraine. Sumatriptan 50 mg prescribed.", {"place_of_service": "23"}, "99283"),
    ("CHIEF COMPLAINT\nWell child check.\n\nASSESSMENT\n1. Well child visit.", {"patient": PatientFacts(age=6, new=False)}, "99393"),
    (
        "ASSESSMENT\n1. Hypertension. Continue lisinopril.\n2. Type 2 diabetes. Continue metformin.",
        {"patient": PatientFacts(new=True)},
        "99204",
    ),
]


@pytest.mark.parametrize(("text", "more", "expected"), LEVELS)
def test_visit_level(books, text, more, expected):
    result = code(CodingRequest(text=text, **more), books)
    assert result.em is not None and result.em.code == expected
    assert [one.code for one in result.codes if one.role == "visit"] == [expected]


def services(books, text, **more):
    return {one.code: one for one in code(CodingRequest(text=text, **more), books).codes if one.role in ("procedure", "supply", "visit")}


def test_only_what_was_done_here_is_billed(books):
    base = "ASSESSMENT\n1. Chest pain.\n\n"
    assert "93000" in services(books, base + "RESULTS\n12-lead EKG performed in the office today: sinus rhythm.")
    for words in ("EKG ordered.", "EKG last month was normal.", "EKG was not done.", "Consider EKG.", "Outside EKG reviewed."):
        assert "93000" not in services(books, base + "PLAN\n" + words), words


def test_a_minor_procedure_gives_the_visit_modifier_25_with_its_reason(books):
    found = services(
        books,
        "PROCEDURE\nRight knee injection with 40 mg of triamcinolone performed.\n\n"
        "ASSESSMENT\n1. Right knee osteoarthritis. Start meloxicam 15 mg.",
    )
    assert found["20610"].modifiers == ("RT",) and found["J3301"].units == 4
    (visit,) = [one for one in found.values() if one.role == "visit"]
    assert visit.modifiers == ("25",) and "ncci-modifier-25" in visit.rules


def test_vaccines_bring_their_administration_and_point_to_z23(books):
    found = services(books, "ASSESSMENT\n1. Hypertension.\n\nPLAN\nInfluenza vaccine administered today.")
    assert found["90656"].points_to == ("Z23",) and found["90471"].points_to == ("Z23",)


def test_an_operative_note_alone_is_no_visit(books):
    from claimwright.core import Document

    document = Document(kind="operative-note", text="POSTOPERATIVE DIAGNOSIS: Acute cholecystitis.")
    assert code(CodingRequest(documents=(document,)), books).em is None


def test_a_repair_is_chosen_by_length_and_site(books):
    found = services(books, "DIAGNOSIS\n1. Laceration of left hand.\n\nPROCEDURE\nSimple repair of 2 cm laceration with sutures performed.")
    assert "12001" in found and "25" in next(one for one in found.values() if one.role == "visit").modifiers
    longer = services(books, "DIAGNOSIS\n1. Laceration of left hand.\n\nPROCEDURE\nThe 4 cm wound was closed with sutures.")
    assert "12002" in longer
    layered = services(books, "DIAGNOSIS\n1. Laceration of left hand.\n\nPROCEDURE\nThe 4 cm wound was closed in layers.")
    assert not {"12001", "12002"} & set(layered)


def test_a_visit_beside_a_service_that_ncci_pairs_with_it_gets_25(books):
    note = "ASSESSMENT\n1. Mild persistent asthma with acute exacerbation. Start prednisone 40 mg.\n\nPROCEDURE\n"
    found = services(books, note + "Albuterol nebulizer treatment given in office.")
    visit = next(one for one in found.values() if one.role == "visit")
    assert (visit.modifiers, "ncci-modifier-25" in visit.rules) == (("25",), True)
    visit = next(one for one in services(books, note + "Nebulizer treatment was not done.").values() if one.role == "visit")
    assert visit.modifiers == ()


EXAMPLES = tomllib.loads((Path(__file__).parent / "data" / "services.toml").read_text("utf-8"))["example"]


def encounter(books, example):
    known = PatientFacts(age=example.get("age"), sex=example.get("sex", "U"), new=example.get("new"))
    place = example.get("pos", "11")
    setting = example.get("setting", "outpatient")
    return code(CodingRequest(text=example["text"], setting=setting, date_of_service=ON, place_of_service=place, patient=known), books)


def line(one):
    return "-".join([one.code, *one.modifiers]) + (f"x{one.units}" if one.units != 1 else "")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one["name"])
def test_examples(books, example):
    result = encounter(books, example)
    visits = [line(one) for one in result.codes if one.role == "visit"]
    done = sorted(line(one) for one in result.codes if one.system in ("cpt", "hcpcs") and one.role != "visit")
    assert (visits, done) == ([example["visit"]] if example["visit"] else [], sorted(example["codes"])), example.get("why", "")
    for one in result.codes:
        assert all(span.text == example["text"][span.start : span.end] for span in one.evidence)
        assert one.evidence or one.role == "visit"


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one["codes"]], ids=lambda one: one["name"])
def test_without_its_evidence_a_service_is_gone(books, example):
    for one in encounter(books, example).codes:
        if one.system in ("cpt", "hcpcs") and one.role != "visit":
            text = example["text"]
            for span in one.evidence:
                text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
            assert line(one) not in [line(other) for other in encounter(books, example | {"text": text}).codes], one.code


UNNUMBERED = {
    "bypass of heart arteries": "Coronary artery bypass x3 with LIMA to LAD and vein grafts to OM1 and PDA",
    "skull opened": "Right frontal craniotomy with evacuation of subdural hematoma",
    "vertebra raised": "Balloon kyphoplasty of L2",
    "lung lobe": "VATS right upper lobectomy",
    "neck artery": "Left carotid endarterectomy",
    "ablation in the heart": "Pulmonary vein isolation by cryoballoon ablation for atrial fibrillation",
    "sleeve of the stomach": "Laparoscopic sleeve gastrectomy",
    "nodes of the pelvis": "Laparoscopic pelvic lymphadenectomy",
    "whole prostate": "Robotic-assisted laparoscopic radical prostatectomy",
    "sinuses opened": "Functional endoscopic sinus surgery with maxillary antrostomy",
    "stone broken up": "Extracorporeal shock wave lithotripsy of left kidney stone",
    "leg taken off": "Right below-knee amputation",
    "thyroid removed": "Total thyroidectomy",
    "planned opening": "Open tracheostomy",
    "part of the colon": "Laparoscopic sigmoid colectomy with anastomosis",
}


def test_every_operation_without_a_number_here_is_tried():
    from claimwright.coding.services.unnumbered import groups

    assert [[name for name in UNNUMBERED if group.name.startswith(name)] for group in groups()] == [[name] for name in UNNUMBERED]


@pytest.mark.parametrize("name", UNNUMBERED)
def test_an_operation_without_a_number_here_is_asked_about_and_gets_no_smaller_one(books, name):
    text = f"OPERATIVE REPORT\nPostoperative diagnosis: same\nProcedure: {UNNUMBERED[name]}\nDescription: The patient tolerated it well."
    result = code(CodingRequest(text=text, date_of_service=ON, place_of_service="22"), books)
    assert [one.code for one in result.codes if one.system in ("cpt", "hcpcs")] == []
    asked = [one for one in result.queries if one.kind == "number"]
    assert len(asked) == 1 and f": {name}" in asked[0].about and asked[0].indicators[0].text in text


def test_a_number_to_look_up_is_no_question_to_a_provider(books):
    from claimwright.coding.queries import propose_queries
    from claimwright.coding.queries.model import Paper, Record

    text = "OPERATIVE REPORT\nPostoperative diagnosis: same\nProcedure: Total thyroidectomy\n"
    result = code(CodingRequest(text=text, date_of_service=ON, place_of_service="22"), books)
    assert [one.kind for one in result.queries].count("number") == 1
    record = Record(papers=(Paper(document=Document(id="note", text=text)),))
    assert not any("thyroidectomy" in one.words.text for query in propose_queries(record, result, books) for one in query.indicators)
