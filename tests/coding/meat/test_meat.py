"""Support, deletions and suspects of risk-adjusting conditions."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from claimwright.coding import CodingRequest, code
from claimwright.coding.knowledge import knowledge
from claimwright.coding.meat import review_risk
from claimwright.core.discovery import tables

ON = date(2025, 10, 9)
CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]


def reviewed(text, books, submitted=()):
    request = CodingRequest(text=text, date_of_service=ON)
    return review_risk(request, code(request, books), books, submitted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_record_is_reviewed_as_a_reviewer_would(case, books):
    review = reviewed(case["text"], books, case.get("submitted", ()))
    assert {one.code: sorted(one.elements) for one in review.conditions} == case.get("conditions", {})
    assert {one.code: one.reason for one in review.deletions} == case.get("deletions", {})
    assert [one.family for one in review.suspects] == case.get("suspects", [])


def test_every_word_that_is_quoted_stands_in_the_record(books):
    for case in CASES:
        review = reviewed(case["text"], books, case.get("submitted", ()))
        spans = [span for one in review.conditions for found in one.elements.values() for span in found]
        spans += [span for one in review.suspects for span in one.signs] + [span for one in review.deletions for span in one.evidence]
        assert all(case["text"][span.start : span.end] == span.text for span in spans)


def test_a_submitted_code_without_a_category_is_left_alone(books):
    assert reviewed("ASSESSMENT\n1. Cough.", books, ("I10", "M54.50")).deletions == ()


@pytest.mark.parametrize("title", tables("claimwright.coding.meat")["families"])
def test_a_family_begins_codes_that_exist(title, books):
    table, known = tables("claimwright.coding.meat")["families"][title], knowledge(books).tree.titles
    for prefix in table["codes"]:
        assert any(code.startswith(prefix) for code in known)
    assert set(table) <= {"codes", "answered_by", "monitored", "evaluated", "assessed", "treated", "suspect"}


def test_what_makes_one_suspect_a_family_is_silent_beside_its_code(books):
    for text in ("ASSESSMENT\n1. Heart failure, on entresto.", "MEDICATIONS\nEntresto.\nASSESSMENT\n1. Chronic systolic heart failure."):
        assert not reviewed(text, books).suspects
