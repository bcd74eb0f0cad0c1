"""The starter lexicon and the procedures we name: well formed, unique, billable, and in our own words."""

import re
from collections import Counter
from datetime import date

import pytest

from claimwright.codesets import open_books
from claimwright.codesets.icd10cm.lexicon import lexicon, read
from claimwright.codesets.procedures import procedures
from claimwright.core import InputError

NEWEST = date(2026, 4, 1)
ENTRIES = lexicon()
CODES = {entry.term: entry.code for entry in ENTRIES}
OF_THE_AMA = re.compile(
    r"evaluation and management of|medically appropriate|requires|per hour|subcutaneous or intramuscular|; initial", re.I
)


@pytest.fixture(scope="module")
def books():
    return open_books()


def test_there_are_well_more_than_fifteen_hundred_entries():
    assert len(ENTRIES) >= 1500


def test_every_code_is_billable_in_the_newest_release(books):
    assert [entry for entry in ENTRIES if not books.icd10cm.is_billable(entry.code, NEWEST)] == []


def test_no_term_stands_twice():
    assert [term for term, times in Counter(entry.term for entry in ENTRIES).items() if times > 1] == []


def test_terms_are_lower_case_words_with_single_spaces():
    form = re.compile(r"[a-z0-9][a-z0-9'/.+%&-]*( [a-z0-9][a-z0-9'/.+%&-]*)*")
    assert [entry.term for entry in ENTRIES if not form.fullmatch(entry.term)] == []


def test_words_that_merely_spell_alike_are_left_out():
    assert not CODES.keys() & {"pe", "ra", "ms", "mr", "ed", "aids", "add", "fell", "as", "or", "it", "stress", "hl", "ssi"}


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("high blood pressure", "I10"), ("htn", "I10"), ("t2dm", "E11.9"), ("acl tear", "S83.519A"), ("a-fib with rvr", "I48.91"),
        ("stage 3b ckd", "N18.32"), ("copd exacerbation", "J44.1"), ("nstemi", "I21.4"), ("djd of knee", "M17.9"),
        ("poorly controlled diabetes", "E11.65"), ("stable angina", "I20.89"), ("heart attack", "I21.9"), ("kidney stone", "N20.0"),
        ("history of stroke", "Z86.73"), ("fell from ladder", "W11.XXXA"), ("right acl tear", "S83.511A"), ("multiple sclerosis", "G35.D"),
        ("class 3 obesity", "E66.813"), ("lymphadenopathy", "R59.1"), ("family history of breast cancer", "Z80.3"),
    ],
)  # fmt: skip
def test_common_words_lead_to_the_default_of_the_book(term, code):
    assert CODES[term] == code


def test_injuries_default_to_active_treatment():
    wrong = [entry for entry in ENTRIES if entry.code[0] in "STWXV" and len(entry.code) == 8 and not entry.code.endswith("A")]
    assert wrong == []


def test_a_malformed_line_is_named():
    with pytest.raises(InputError, match=r"x\.tsv line 2"):
        list(read("x.tsv", "# fine\nhypertension\tI10\tnickname\t\n"))


def test_about_400_cpt_numbers_each_in_our_words_and_marked_so():
    rows = list(procedures())
    assert 400 <= sum(row.system == "cpt" for row in rows) <= 420
    assert all(row.system in ("cpt", "hcpcs") and row.kind and row.words and not OF_THE_AMA.search(row.words) for row in rows)
    assert all((row.system == "cpt") == row.code[0].isdigit() for row in rows)
    assert "not CPT text" in procedures().notice


def test_at_most_120_facts_of_the_fee_schedule_stand_in_the_tables():
    named = ("pctc", "global_days", "bilateral")
    assert sum(name in row.facts for row in procedures() for name in named) <= 120


def test_the_tables_of_procedures_hold_together():
    rows = {row.code: row for row in procedures()}
    groups = {row.facts["group"] for row in rows.values() if "group" in row.facts}
    spoken = {row.facts["group"] for row in rows.values() if "group" in row.facts and row.facts.get("says")}
    assert groups == spoken
    named = {
        (row.code, code)
        for row in rows.values()
        for field in ("unless", "distinct", "add_on_to")
        for code in listed(row.facts.get(field, ()))
    }
    assert [(code, other) for code, other in named if other not in rows and other != "operation"] == []
    for row in rows.values():
        for pattern in (*row.facts.get("says", ()), *row.facts.get("with", ()), *row.facts.get("without", ())):
            re.compile(pattern)


def listed(told):
    return [told] if isinstance(told, str) else told


@pytest.mark.parametrize(("code", "minutes"), [("99203", 30), ("99214", 30), ("99215", 40), ("99223", 75), ("99233", 50)])
def test_visits_know_their_minutes(code, minutes):
    assert procedures().get(code).facts["minutes"] == minutes


@pytest.mark.parametrize(("code", "pctc"), [("93000", "4"), ("93005", "3"), ("93010", "2"), ("71046", "1"), ("20610", None)])
def test_professional_and_technical_parts_are_stated_where_the_fee_schedule_does(code, pctc):
    assert procedures().get(code).facts.get("pctc") == pctc
