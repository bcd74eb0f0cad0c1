"""Records that are no record: an answer that says so, within a time that grows no faster than the text."""

from __future__ import annotations

import random

import pytest

from claimwright.coding import CodingRequest, code
from claimwright.coding.text import condition
from claimwright.core import Document

NOTE = "ASSESSMENT\n1. Type 2 diabetes mellitus.\n2. Hypertension.\nPLAN\nContinue metformin 500 mg and lisinopril 10 mg.\n"


def diagnoses(books, **request):
    return {one.code for one in code(CodingRequest(**request), books).codes if one.system == "icd10cm"}


EMPTY = {
    "nothing": "",
    "blanks": " \n\t \n" * 50,
    "binary": bytes(range(256)).decode("latin-1") * 40,
    "noise": "".join(random.Random(7).choices("\x00\x01\ufffd\u200b\ud7ff#%|~", k=5000)),
    "template": "CHIEF COMPLAINT: ***\nHPI: @NAME@ is a @AGE@ @SEX@ with ***.\nASSESSMENT:\n1. ***\n2. {dx:12345}\nPLAN: ***\n",
    "headings": "HISTORY OF PRESENT ILLNESS:\n\nPHYSICAL EXAM:\n\nASSESSMENT:\n\nPLAN:\n",
    "chinese": "患者因咳嗽、发热三天就诊。诊断:肺炎。建议休息。" * 10,
    "numbers": "120 80 72 98.6 16 " * 300,
    "one long word": "x" * 200_000,
}


@pytest.mark.parametrize("name", EMPTY)
def test_what_says_nothing_codes_nothing_and_says_so(books, name):
    result = code(CodingRequest(text=EMPTY[name]), books)
    assert result.codes == []
    assert [query.kind for query in result.queries] == ["unreadable"]


@pytest.mark.parametrize(
    "language", ["Paciente con fiebre y tos. Diagnóstico: neumonía.", "Der Patient klagt über Husten. Diagnose: Lungenentzündung."]
)
def test_another_language_says_that_it_is_not_read(books, language):
    result = code(CodingRequest(text=language * 5), books)
    assert [query.kind for query in result.queries] == ["unreadable"]


def test_a_plain_note_is_readable(books):
    result = code(CodingRequest(text=NOTE), books)
    assert "unreadable" not in {query.kind for query in result.queries}
    assert {"E11.9", "I10"} <= {one.code for one in result.codes}


def test_a_pasted_note_of_another_patient_is_told(books):
    other = "Patient: Jane Roe\nMRN: 778812\n" + NOTE
    mine = "Patient: John Doe\nMRN: 120034\nASSESSMENT\n1. Asthma.\n"
    result = code(CodingRequest(text=mine + "\n" + other), books)
    assert "other-patient" in {query.kind for query in result.queries}
    alone = code(CodingRequest(text=mine), books)
    assert "other-patient" not in {query.kind for query in alone.queries}


def test_documents_of_two_patients_are_told(books):
    documents = (Document(id="a", text="MRN: 120034\n" + NOTE), Document(id="b", text="MRN: 778812\nASSESSMENT\n1. Asthma.\n"))
    assert "other-patient" in {query.kind for query in code(CodingRequest(documents=documents), books).queries}


@pytest.mark.slow
def test_five_megabytes_end(books):
    """A record of many thousand lines; evidence is proven on fewer codes than there are, and what is not proven goes to review."""
    text = "".join(f"Line {number}: follow up of hypertension, seen on day {number}, stable.\n" for number in range(80_000))
    assert len(text) > 5_000_000
    result = code(CodingRequest(text="ASSESSMENT\n1. Hypertension.\nHPI\n" + text), books)
    assert {one.code for one in result.codes} >= {"I10"}


def test_a_record_that_is_too_long_is_read_from_its_beginning_and_says_so(books, monkeypatch):
    monkeypatch.setattr(condition, "LONGEST", 100_000)
    long = NOTE + "\n\nHPI\n" + "He walks the dog every day and feels well.\n" * 8000
    result = code(CodingRequest(text=long), books)
    assert {"E11.9", "I10"} <= {one.code for one in result.codes}
    assert {one.tier for one in result.codes} == {"review"}
    assert any(query.kind == "unreadable" and "first 100,000 characters" in query.about for query in result.queries)


def test_of_a_stay_that_is_too_long_the_summary_is_read_though_it_comes_last(books, monkeypatch):
    monkeypatch.setattr(condition, "LONGEST", 20_000)
    days = [Document(id=f"day{number}", text="He walks the hall and feels well.\n" * 100) for number in range(8)]
    summary = Document(id="end", kind="discharge-summary", text="DISCHARGE DIAGNOSIS\n1. Acute appendicitis.\n")
    result = code(CodingRequest(documents=(*days, summary), setting="inpatient"), books)
    assert [one.code for one in result.codes if one.system == "icd10cm"] == ["K35.80"]
    assert any("20,000 characters of it, summaries and operations first, were read" in query.about for query in result.queries)
