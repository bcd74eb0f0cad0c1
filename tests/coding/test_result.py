"""The result as a whole: exact evidence, the counterfactual, determinism, odd texts, several documents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.coding import CodingRequest, PatientFacts, code
from claimwright.coding.counterfactual import blank
from claimwright.core import Document, encode, replace
from claimwright.sandbox.practices import demo_practice

NOTE = """CHIEF COMPLAINT
Left wrist pain.

HISTORY OF PRESENT ILLNESS
54-year-old woman, established patient, with hypertension and type 2 diabetes on metformin. She slipped on ice and fell yesterday.
Her mother had breast cancer. Denies fever.

RESULTS
X-ray of the left wrist, 3 views, obtained in the office today: no fracture.

ASSESSMENT AND PLAN
1. Wrist sprain. Splint, ibuprofen.
2. Hypertension, uncontrolled. Increase lisinopril to 20 mg.
3. Type 2 diabetes with CKD stage 3a. Continue metformin.
4. Possible pneumonia.
"""


def requests():
    for encounter in demo_practice().encounters:
        yield CodingRequest(
            id=encounter.id, documents=encounter.documents, setting=encounter.setting, place_of_service=encounter.place_of_service
        )
    yield CodingRequest(id="own", text=NOTE)


def holds(books, request):
    """Evidence is exact, and without it the code is gone."""
    result = code(request, books)
    texts = {document.id: document.text for document in request.all_documents}
    for one in result.codes:
        assert one.evidence, one.code
        for span in one.evidence:
            assert texts[span.document][span.start : span.end] == span.text
        without = replace(request, text="", documents=blank(request.all_documents, one.evidence))
        assert (one.system, one.code) not in {(other.system, other.code) for other in code(without, books).codes}, (request.id, one.code)
    for seen in result.suppressed:
        assert texts[seen.document][seen.start : seen.end] == seen.text
    return result


@pytest.mark.parametrize("request_", list(requests())[::3], ids=lambda request: request.id)
def test_without_its_evidence_a_code_is_gone(books, request_):
    assert holds(books, request_).codes


def test_the_example_note_is_coded_whole(books):
    result = code(CodingRequest(id="own", text=NOTE, date_of_service=date(2026, 5, 4), patient=PatientFacts(age=54, sex="F")), books)
    found = {one.code: one for one in result.codes}
    assert {"S63.502A", "I12.9", "E11.22", "N18.31", "Z79.84", "W00.0XXA", "99214", "73110"} <= set(found)
    assert found["W00.0XXA"].role == "external-cause" and found["99214"].role == "visit" and found["73110"].modifiers == ("LT",)
    assert [one.role for one in result.codes].count("first-listed") == 1
    assert found["99214"].points_to and set(found["99214"].points_to) <= set(found)
    assert {one.reason for one in result.suppressed} >= {"negated", "family", "uncertain"}
    assert result.em is not None and (result.em.code, result.em.problems, result.em.risk) == ("99214", "moderate", "moderate")
    assert result.date_assumed is False and result.releases["icd10cm"]


def test_the_same_request_gives_the_same_bytes(books):
    request = CodingRequest(id="own", text=NOTE)
    assert encode(code(request, books)) == encode(code(request, books))


def test_without_a_date_the_newest_release_is_used_and_said(books):
    result = code(CodingRequest(text="Assessment: gout"), books)
    assert result.date_assumed and result.date_of_service == books.icd10cm.newest_release_start


def test_codes_are_valid_on_the_date_of_service(books):
    for day in (date(2025, 12, 1), date(2026, 5, 1)):
        for one in code(CodingRequest(text=NOTE, date_of_service=day), books).codes:
            assert one.system != "icd10cm" or books.icd10cm.is_billable(one.code, day)


def test_evidence_names_its_document(books):
    documents = (Document(id="a", text="Chief complaint: right knee pain."), Document(id="b", text="ASSESSMENT\n1. Knee osteoarthritis."))
    result = code(CodingRequest(documents=documents), books)
    (found,) = [one for one in result.codes if one.system == "icd10cm"]
    assert found.code == "M17.11"
    assert {span.document for span in found.evidence} == {"a", "b"}
    assert all(next(d for d in documents if d.id == span.document).text[span.start : span.end] == span.text for span in found.evidence)


def test_an_inpatient_stay_has_a_principal_diagnosis_poa_and_no_visit(books):
    text = "DISCHARGE DIAGNOSES\n1. Pneumonia.\n2. Hospital-acquired urinary tract infection."
    result = code(CodingRequest(text=text, setting="inpatient"), books)
    found = {one.code: one for one in result.codes}
    assert found["J18.9"].role == "principal" and found["J18.9"].poa == "Y" and found["N39.0"].poa == "N"
    assert result.em is None and not any(one.role in ("visit", "procedure") for one in result.codes)


def test_external_causes_can_be_left_out(books):
    result = code(CodingRequest(text=NOTE, external_causes=False), books)
    assert not any(one.role == "external-cause" for one in result.codes)


ODD = [
    "",
    " ",
    "\n\n\n",
    "ASSESSMENT",
    "1.",
    "A:",
    ":::",
    "\u0000\ufeff",
    "🙂" * 40,
    "x" * 5000,
    "Dx: " + "and " * 300,
    "ASSESSMENT\n" + "(" * 500,
]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_give_a_result(books, text):
    assert code(CodingRequest(text=text), books).codes == []


PIECES = st.sampled_from(
    [
        "ASSESSMENT\n",
        "1. ",
        "Type 2 diabetes",
        "no ",
        "left ",
        "knee pain",
        " due to ",
        ", ",
        ":\n",
        "HPI: ",
        "fell",
        "with ",
        "CKD 3",
        ".",
        "history of ",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map("".join)))
def test_any_text_is_coded_without_an_exception_and_with_exact_evidence(books, text):
    result = code(CodingRequest(text=text), books)
    assert all(text[span.start : span.end] == span.text for one in result.codes for span in one.evidence)


@settings(max_examples=15, deadline=None)
@given(st.lists(PIECES, max_size=18).map("".join))
def test_the_counterfactual_holds_for_texts_made_of_pieces(books, text):
    holds(books, CodingRequest(text=text))


def test_a_very_long_line_stays_quick_and_exact(books):
    text = "HPI: " + "fell from a ladder and " * 3000 + "\nASSESSMENT\n1. Left ankle sprain."
    result = code(CodingRequest(text=text), books)
    assert {"S93.402A", "W11.XXXA"} <= {one.code for one in result.codes}
    assert all(text[span.start : span.end] == span.text for one in result.codes for span in one.evidence)
