"""Stage 1: sections and sentences in the styles in which notes are written."""

from __future__ import annotations

import pytest

from claimwright.coding.text import sections, sentences
from claimwright.core import Document

STYLES = [
    ("CHIEF COMPLAINT\n\nCough.\n\nASSESSMENT AND PLAN\n\n1. Asthma.", ["chief_complaint", "assessment_plan"]),
    ("IMPRESSION: Left ankle sprain.\nPLAN: Ice.", ["assessment", "plan"]),
    ("CC: cough. HPI: 3 days. PMH: HTN.\nA/P:\n1. Cough", ["chief_complaint", "hpi", "history", "assessment_plan"]),
    ("She was seen today.\n\nAssessment. Lumbar strain.\n\nPlan. Heat.", ["untitled", "assessment", "plan"]),
    ("ASSESSMENT / PLAN\nHypertension: stable.", ["assessment_plan"]),
    ("DISCHARGE DIAGNOSES:\n1. Pneumonia", ["discharge_diagnosis"]),
    ("PREOPERATIVE DIAGNOSIS: Cholelithiasis.\nPOSTOPERATIVE DIAGNOSIS: Same.", ["diagnosis", "diagnosis"]),
    ("## Assessment\n- gout\n**Plan:** colchicine", ["assessment", "plan"]),
    ("", []),
    ("Pre: gallstones.\nPost: acute cholecystitis.\n", ["preoperative", "diagnosis"]),
    ("EXAM\nWheeze throughout.\nAlbuterol given. Post: wheeze faint.\n", ["exam"]),
]


@pytest.mark.parametrize(("text", "kinds"), STYLES)
def test_headings_are_found_in_every_style(text, kinds):
    assert [section.kind for section in sections(Document(text=text))] == kinds


def test_sentences_carry_their_offsets_and_leave_bullets_out():
    text = "ASSESSMENT\n1. Type 2 diabetes. Continue metformin.\n- Dr. Ng will see her at 3.5 months\n"
    document = Document(text=text)
    found = [sentence for section in sections(document) for sentence in sentences(text, section)]
    assert [sentence.text for sentence in found] == ["Type 2 diabetes", "Continue metformin", "Dr. Ng will see her at 3.5 months"]
    assert all(text[sentence.start : sentence.end] == sentence.text for sentence in found)
    assert [sentence.first for sentence in found] == [True, False, True]


def test_problems_in_capitals_are_items_and_no_headings():
    text = "ASSESSMENT:\nHYPERTENSION\n1. NSTEMI\n2. COPD EXACERBATION\nPLAN:\nRest."
    found = sections(Document(id="n", text=text))
    assert [one.kind for one in found] == ["assessment", "plan"]
    assert "HYPERTENSION" in text[found[0].start : found[0].end] and "NSTEMI" in text[found[0].start : found[0].end]
