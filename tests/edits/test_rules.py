"""Every rule: its page, its sources, its examples."""

import re

import pytest

from claimwright.core import Claim, Severity
from claimwright.edits import scrub
from claimwright.edits.builders import Case, case, claim, institutional
from claimwright.edits.pages import HEADINGS
from claimwright.edits.registry import rules

RULES = rules()
BY_ID = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.edit.id)


def findings_of(example, books):
    """What a scrub finds in an example; nothing may have failed."""
    one = case(example) if isinstance(example, Claim) else example
    assert isinstance(one, Case)
    found = scrub(one.claim, books, history=one.history, received_on=one.received_on, payer=one.payer)
    assert not [finding.message for finding in found if finding.id == "engine-rule-failed"]
    return found


@BY_ID
def test_every_failing_example_yields_its_finding(rule, books):
    assert rule.fails, "a rule needs a failing example"
    for number, example in enumerate(rule.fails):
        found = [finding for finding in findings_of(example, books) if finding.id == rule.edit.id]
        assert found, f"failing example {number} was not found"
        subject = example if isinstance(example, Claim) else example.claim
        for finding in found:
            assert finding.claim == subject.id
            assert finding.source.startswith(rule.source)
            assert finding.message and finding.fix.what


@BY_ID
def test_no_passing_example_yields_its_finding(rule, books):
    assert rule.passes, "a rule needs a passing example"
    for number, example in enumerate(rule.passes):
        found = [finding for finding in findings_of(example, books) if finding.id == rule.edit.id]
        assert not found, f"passing example {number}: {[finding.message for finding in found]}"


@BY_ID
def test_the_page_has_its_headings_in_order_and_a_title(rule):
    places = [rule.page.find(f"\n{heading}\n") for heading in HEADINGS]
    assert -1 not in places, f"missing: {[heading for heading, place in zip(HEADINGS, places, strict=True) if place < 0]}"
    assert places == sorted(places)
    assert rule.page.splitlines()[0].endswith(".")


SOURCES = re.compile(
    r"CFR|U\.S\.C\.|Pub\. 100-0\d|NCCI Policy Manual|Official Guidelines|X12N|Definitions of Medicare Code Edits|Federal Register|CMS,"
    r"|payer's profile"
)


@BY_ID
def test_the_source_is_public_and_named(rule):
    assert SOURCES.search(rule.source), rule.source


@BY_ID
def test_the_id_is_made_of_folder_and_fault(rule):
    folder, fault = rule.module.split(".")[-2:]
    assert rule.edit.id == f"{folder}-{fault}".replace("_", "-")


@BY_ID
def test_what_it_prevents_is_a_carc_of_the_book(rule, books):
    assert rule.edit.prevents or rule.edit.severity is not Severity.ERROR, "an error prevents a denial"
    for denial in rule.edit.prevents:
        group, reason = denial.split("-")
        assert group in ("CO", "PR", "OA", "PI")
        assert books.carc.get(reason) is not None, denial


def test_there_are_rules_of_many_authorities():
    assert len(RULES) >= 40
    assert len({rule.edit.authority for rule in RULES}) >= 8


def test_the_builders_make_claims_without_any_finding(books):
    assert findings_of(claim(), books) == []
    assert findings_of(institutional(), books) == []
