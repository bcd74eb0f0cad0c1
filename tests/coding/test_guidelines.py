"""Every guideline rule: its card, and every example it carries."""

from __future__ import annotations

import re

import pytest

from claimwright.coding import CodingRequest, code
from claimwright.coding.guidelines import rules

CASES = [(module.RULE.id, number, example) for module in rules() for number, example in enumerate(module.EXAMPLES)]


@pytest.mark.parametrize(("rule", "number", "example"), CASES, ids=[f"{rule}-{number}" for rule, number, _ in CASES])
def test_example_codes_as_its_rule_says(books, rule, number, example):
    result = code(CodingRequest(id=rule, text=example.text, setting=example.setting), books)
    found = [one.code for one in result.codes if one.system == "icd10cm"]
    assert set(example.codes) <= set(found), (example.text, found)
    assert not set(example.absent) & set(found), (example.text, found)
    if example.first:
        assert found[0] == example.first


@pytest.mark.parametrize("module", rules(), ids=lambda module: module.RULE.id)
def test_rule_has_a_card_and_examples(module):
    assert re.fullmatch(r"icd10cm-guideline-[A-Za-z0-9.\-]+", module.RULE.id)
    assert module.RULE.sections and module.RULE.title and module.EXAMPLES and module.__doc__


def test_rule_ids_are_unique():
    ids = [module.RULE.id for module in rules()]
    assert len(ids) == len(set(ids))
