"""Every guideline rule: its card, every example it carries, and that the examples need the rule."""

from __future__ import annotations

import re

import pytest

from claimwright.coding import CodingRequest, PatientFacts, code, guidelines
from claimwright.coding.guidelines import rules
from claimwright.coding.guidelines.model import REMOVING
from claimwright.core import encode

CASES = [(module.RULE.id, number, example) for module in rules() for number, example in enumerate(module.EXAMPLES)]


def coded(books, example):
    request = CodingRequest(text=example.text, setting=example.setting, patient=PatientFacts(age=example.age), packs=example.packs)
    return code(request, books)


@pytest.mark.parametrize(("rule", "number", "example"), CASES, ids=[f"{rule}-{number}" for rule, number, _ in CASES])
def test_example_codes_as_its_rule_says(books, rule, number, example):
    result = coded(books, example)
    found = [one.code for one in result.codes if one.system == "icd10cm"]
    assert set(example.codes) <= set(found), (example.text, found)
    assert not set(example.absent) & set(found), (example.text, found)
    if example.first:
        assert found[0] == example.first
    if example.asks:
        assert any(example.asks in query.about for query in result.queries), [query.about for query in result.queries]


@pytest.mark.parametrize("module", rules(), ids=lambda module: module.RULE.id)
def test_rule_has_a_card_and_examples_for_and_against(module):
    assert re.fullmatch(r"icd10cm-guideline-[A-Za-z0-9.\-]+", module.RULE.id)
    assert module.RULE.title and module.__doc__
    assert all(re.fullmatch(r"(?:I|II|III|IV)(?:\.[A-Z](?:\.[\w.]+)?)?|Appendix I", section) for section in module.RULE.sections)
    assert any(example.codes for example in module.EXAMPLES)
    assert any(example.absent or example.asks for example in module.EXAMPLES), "an example of what the rule does not do"


@pytest.mark.parametrize("module", rules(), ids=lambda module: module.RULE.id)
def test_without_the_rule_one_of_its_examples_is_answered_otherwise(books, monkeypatch, module):
    whole = [encode(coded(books, example)) for example in module.EXAMPLES]
    rest = tuple(other for other in rules() if other is not module)
    monkeypatch.setattr(guidelines, "rules", lambda: rest)
    assert [encode(coded(books, example)) for example in module.EXAMPLES] != whole


@pytest.mark.parametrize("module", [one for one in rules() if one.RULE.order >= REMOVING], ids=lambda module: module.RULE.id)
def test_rule_that_removes_or_sequences_says_whether_it_proposes_codes_too(module):
    assert module.RULE.adds == bool({"Proposal", "beside", "instead"} & vars(module).keys())


def test_rule_ids_are_unique_and_many():
    ids = [module.RULE.id for module in rules()]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 80
