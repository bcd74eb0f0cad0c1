"""Every template asks on its own example, offers what that supports, and is silent where the record answers."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from claimwright.coding import CodingRequest, code
from claimwright.coding.queries import Paper, Record, lint, propose_queries
from claimwright.coding.queries.template import templates
from claimwright.core import Document

ON = date(2025, 10, 9)
EXAMPLES = tomllib.loads((Path(__file__).parent / "templates.toml").read_text("utf-8"))


def proposed(text, books, setting="inpatient"):
    record = Record(papers=(Paper(document=Document(text=text)),), on=ON)
    result = code(CodingRequest(text=text, setting=setting, date_of_service=ON), books)
    return record, {query.id: query for query in propose_queries(record, result, books, setting)}


def test_every_template_has_an_example():
    assert {template.id for template in templates()} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_asks_and_offers_what_the_words_support(name, books):
    record, queries = proposed(EXAMPLES[name]["asks"], books)
    query = queries[name]
    assert [one.text for one in query.options if one.kind == "diagnosis"] == EXAMPLES[name].get("offers", [])
    assert list(query.about) == EXAMPLES[name].get("about", [])
    assert lint(query, record, books) == ()


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, example in EXAMPLES.items() for text in example["silent"]])
def test_it_is_silent_where_the_record_answers_or_does_not_reach(name, text, books):
    assert name not in proposed(text, books)[1]


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.id)
def test_a_template_names_only_signs_that_it_has_and_its_source(template):
    signs = {sign.name for sign in template.sign}
    named = {name for choice in template.options for name in (*choice.all_of, *choice.any_of, *choice.none_of)}
    assert named | set(template.links) | {name for group in template.needs_each for name in group} <= signs
    assert template.source


def test_every_draft_over_the_synthetic_practices_notes_is_compliant(books):
    from claimwright.sandbox.practices import demo_practice

    drafts = 0
    for encounter in demo_practice().encounters:
        request = CodingRequest(documents=encounter.documents, setting=encounter.setting, date_of_service=encounter.date_of_service)
        record = Record(papers=tuple(Paper(document=one) for one in encounter.documents), on=encounter.date_of_service)
        for query in propose_queries(record, code(request, books), books, encounter.setting):
            drafts += 1
            assert lint(query, record, books) == (), query
    assert drafts > 3


def test_words_of_another_encounter_or_patient_raise_nothing(books):
    text = EXAMPLES["kidney_injury"]["asks"]
    result = code(CodingRequest(text=text, setting="inpatient", date_of_service=ON), books)
    for paper in (Paper(document=Document(text=text), encounter="before"), Paper(document=Document(text=text), patient="other")):
        record = Record(papers=(paper,), on=ON, patient="p1", encounter="now")
        assert "kidney_injury" not in {query.id for query in propose_queries(record, result, books, "inpatient")}


def test_what_coding_asked_becomes_an_open_question(books):
    record, queries = proposed("ASSESSMENT\n1. Lung cancer.", books, "outpatient")
    query = queries["coding-1"]
    assert query.form == "open"
    assert [one.words.text for one in query.indicators] == ["Lung cancer"]
    assert lint(query, record, books) == ()
