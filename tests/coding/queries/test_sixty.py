"""Ninety queries that may be sent and ninety that may not, written without looking at the lint: it tells them apart."""

import pytest
from sixty import cases

from claimwright.coding.queries import lint

SHARE = 0.95


def faults(name: str, books) -> list[tuple[dict, set[str]]]:
    return [(case, {fault.rule for fault in lint(asked.query, asked.record, books)}) for case, asked in cases(name)]


def test_good_queries_pass(books):
    judged = faults("good", books)
    wrongly = {case["id"]: sorted(rules) for case, rules in judged if rules}
    assert len(judged) >= 90
    assert len(wrongly) <= len(judged) * (1 - SHARE), wrongly


def test_bad_queries_are_flagged(books):
    judged = faults("bad", books)
    missed = [case["id"] for case, rules in judged if not rules]
    assert len(judged) >= 90
    assert len(missed) <= len(judged) * (1 - SHARE), missed


def test_bad_queries_are_flagged_for_their_fault(books):
    judged = faults("bad", books)
    elsewhere = {case["id"]: (case["expects"], sorted(rules)) for case, rules in judged if case["expects"] not in rules}
    assert len(elsewhere) <= len(judged) * (1 - SHARE), elsewhere


@pytest.mark.parametrize("rule", [f"R{n}" for n in range(1, 9)])
def test_every_rule_is_broken_at_least_five_times(rule):
    assert sum(case["expects"] == rule for case, _ in cases("bad")) >= 5


def test_the_good_quote_only_what_the_record_holds():
    """A slip in writing, not a judgement of the lint: every quote of a good query stands where it says."""
    for case, asked in cases("good"):
        for indicator in asked.query.indicators:
            held = asked.record.paper(indicator.words.document)
            assert held and indicator.words.holds_in(held.document), (case["id"], indicator.words.text)
