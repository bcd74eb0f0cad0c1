"""The small tables, the lexicon, the procedures: of the right form, dated, sourced, in our own words."""

from __future__ import annotations

from datetime import date

import pytest

from claimwright.codesets import Books
from claimwright.codesets.icd10cm.lexicon import read
from claimwright.codesets.procedures import _add
from claimwright.codesets.tables import Row, names, table
from claimwright.core import InputError


@pytest.mark.parametrize("name", names())
def test_every_table_has_title_source_and_words(name: str) -> None:
    found = table(name)
    assert found.title and found.source and len(found) > 3
    for row in found:
        assert row.words and len(row.words) < 120 and row.code == row.code.strip().upper()
        assert row.first is None or row.last is None or row.first <= row.last


def test_rows_hold_in_their_time(books: Books) -> None:
    places = books.places_of_service
    assert places.get("10", date(2021, 12, 31)) is None and places.get("10", date(2022, 1, 1)).words == "Telehealth, patient at home"
    assert "10" in places and "98" not in places and 11 not in places
    assert books.carc.get("62", date(2006, 1, 1)) and books.carc.get("62", date(2010, 1, 1)) is None


def test_a_day_outside_is_outside() -> None:
    row = Row(code="x", words="x", first=date(2026, 1, 1), last=date(2026, 1, 31))
    assert [row.holds(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1), None)] == [
        False, True, True, False, True,
    ]  # fmt: skip


def test_every_adjustment_reason_says_what_to_do(books: Books) -> None:
    actions = {row.facts["action"] for row in books.carc}
    assert all(row.facts["category"] for row in books.carc)
    assert actions == {
        "accept", "appeal", "ask-patient", "bill-other-payer", "bill-patient", "call-payer", "check-duplicate", "correct",
        "request-authorization", "send-records", "verify-coverage", "wait", "write-off",
    }  # fmt: skip
    assert [books.carc.get(code).facts["category"] for code in ("1", "29", "45", "50", "97", "197")] == [
        "patient-share", "timely-filing", "contractual", "medical-necessity", "bundling", "authorization",
    ]  # fmt: skip


def test_the_modifiers_that_separate_ncci_pairs_are_those_of_the_policy_manual(books: Books) -> None:
    separating = {row.code for row in books.modifiers if row.facts.get("separates_ptp")}
    fingers, toes = {f"F{number}" for number in range(1, 10)}, {f"T{number}" for number in range(1, 10)}
    anatomic = {"E1", "E2", "E3", "E4", "FA", "TA", "LT", "RT", "LC", "LD", "RC", "LM", "RI"} | fingers | toes
    assert separating == anatomic | {"24", "25", "57", "58", "78", "79"} | {"27", "59", "91", "XE", "XS", "XP", "XU"}


def test_only_patient_responsibility_may_be_billed_to_the_patient(books: Books) -> None:
    assert {row.code: row.facts["billable_to_patient"] for row in books.claim_adjustment_groups} == {
        "CO": False, "OA": False, "PI": False, "PR": True,
    }  # fmt: skip


def test_an_unknown_table_is_refused(books: Books) -> None:
    with pytest.raises(InputError, match="carc"):
        books.table("nothing")


def test_the_lexicon_leads_to_codes_that_exist(books: Books) -> None:
    assert books.lexicon
    strangers = [entry for entry in books.lexicon if books.icd10cm.lookup(entry.code) is None]
    assert strangers == []


@pytest.mark.parametrize("day", [date(2025, 10, 15), date(2026, 4, 1)])
def test_every_code_of_the_lexicon_may_be_reported(books: Books, day: date) -> None:
    spoiled = {entry.code: books.icd10cm.validate(entry.code, day).reason for entry in books.lexicon}
    assert {code: reason for code, reason in spoiled.items() if not books.icd10cm.is_billable(code, day)} == {}


@pytest.mark.parametrize("line", ["term only", "term\tE11.9", "term\tE11.9\tfriend", "\tE11.9\tlay"])
def test_a_line_that_is_no_lexicon_line_is_named(line: str) -> None:
    with pytest.raises(InputError, match=r"file\.tsv line 2"):
        list(read("file.tsv", f"# head\n{line}\n"))


def test_procedures_answer_by_number(books: Books) -> None:
    assert "99999" not in books.procedures and books.procedures.get("99999") is None
    assert all(row.words and row.system in ("cpt", "hcpcs") for row in books.procedures)
    named = [row for row in books.procedures if row.system == "cpt"]
    assert len(named) <= 450
    of_the_schedule = {"pctc", "bilateral", "global", "global_days"}
    assert sum(not of_the_schedule.isdisjoint(row.facts) for row in named) <= 120


@pytest.mark.parametrize("facts", [{"system": "cpt"}, {"words": "visit"}])
def test_a_procedure_without_words_or_system_is_refused(facts: dict[str, str]) -> None:
    with pytest.raises(InputError, match="99214"):
        _add({}, "file", "99214", facts)
