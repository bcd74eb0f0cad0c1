"""Two diagnosis codes: excluded from one another, which comes first, which side; lists that flag a code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.codesets import Books, Store, open_books
from claimwright.codesets.icd10cm.book import Icd10cm
from claimwright.codesets.icd10cm.references import Named, named_in
from claimwright.codesets.install import install
from claimwright.core import InputError

APRIL = date(2026, 4, 1)
CODES = st.one_of(
    st.text(max_size=8), st.sampled_from(["E11.9", "E10.9", "F02.80", "S52.501A", "T36.0X5A", "4", "E08-E13", "I10", "Z3A.01"])
)


# -- what a note names -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("type 1 diabetes mellitus (E10.-)", [("E10", "E10", "")]),
        ("diabetes mellitus (E08-E13)", [("E08", "E13", "")]),
        ("gout (M1A.-, M10.0-)", [("M1A", "M1A", ""), ("M100", "M100", "")]),
        ("pregnancy (O00-O9A), weeks (Z3A.-)", [("O00", "O9A", ""), ("Z3A", "Z3A", "")]),
        ("poisoning (T36.- to T50.-)", [("T36", "T50", "")]),
        ("wound (S31.1--S31.9 with 7th character B)", [("S311", "S319", "at 7 B")]),
        ("adverse effect (T36-T50 with fifth or sixth character 5)", [("T36", "T50", "at 56 5")]),
        ("poisoning (T36-T65 with fifth or sixth character 1-4 or 6)", [("T36", "T65", "at 56 12346")]),
        ("diabetes (E08-E13 with .62-)", [("E08", "E13", "starts 62")]),
        ("diabetes (E08-E13 with .51-.52)", [("E08", "E13", "starts 51,52")]),
        ("coma (E08, E09 with final characters .00 or .01)", [("E08", "E08", "starts 00,01"), ("E09", "E09", "starts 00,01")]),
        ("aphasia (I69. with final characters -20)", [("I69", "I69", "ends 20")]),
        ("disturbance (F11-F19 with fifth to sixth characters 51)", [("F11", "F19", "sub 5 51")]),
        ("open fracture (S52.- with open fracture 7th character)", [("S52", "S52", "at 7 BC")]),
        ("leukemia in remission C91.0-C95.9 with 5th character 1", [("C910", "C959", "at 5 1")]),
        ("obstruction with adhesions K56.5", [("K565", "K565", "")]),
        ("obstruction classifiable to K56.-", [("K56", "K56", "")]),
        ("absence of joint (Z89.52-", [("Z8952", "Z8952", "")]),
        ("new category (QA0.1-)", [("QA01", "QA01", "")]),
        ("deficiency of G6PD, vitamin NOS (NEC)", []),
        ("", []),
    ],
)
def test_the_codes_a_note_names(text: str, named: list[tuple[str, str, str]]) -> None:
    assert [tuple(one) for one in named_in(text)] == named


@pytest.mark.parametrize(
    ("named", "code", "holds"),
    [
        (Named("E08", "E13"), "E109", True),
        (Named("E08", "E13"), "E139", True),
        (Named("E08", "E13"), "E149", False),
        (Named("E08", "E13"), "E07", False),
        (Named("T36", "T50", "at 56 5"), "T360X5A", True),
        (Named("T36", "T50", "at 56 5"), "T360X1A", False),
        (Named("T36", "T50", "at 56 5"), "T3995XA", True),
        (Named("E08", "E13", "starts 62"), "E11621", True),
        (Named("E08", "E13", "starts 62"), "E1165", False),
        (Named("I69", "I69", "ends 20"), "I69120", True),
        (Named("F11", "F19", "sub 5 51"), "F11151", True),
        (Named("F11", "F19", "sub 5 51"), "F11150", False),
        (Named("S52", "S52", "at 7 BC"), "S52501", False),
    ],
)
def test_whether_a_code_is_among_them(named: Named, code: str, holds: bool) -> None:
    assert named.holds(code) is holds


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ABET019 .-,()withcharfe5th-", max_size=60))
def test_no_text_of_a_note_raises(text: str) -> None:
    assert all(one.first and one.last for one in named_in(text))


# -- two codes -------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "kind", "at"),
    [
        ("E10.9", "E11.9", "excludes1", {"E10", "E11"}),
        ("F32.A", "F33.1", "excludes1", {"F32"}),
        ("G63", "E11.42", "excludes1", {"G63", "6"}),
        ("J18.9", "J69.0", "excludes2", {"J18", "J09-J18"}),
        ("S06.0X0A", "S06.5X0A", "excludes1", {"S06.0"}),
        ("E11.9", "E11.65", "no-conflict", set()),
        ("J44.9", "J45.909", "no-conflict", set()),
        ("E11.9", "E11.9", "no-conflict", set()),
    ],
)
def test_what_stands_between_two_codes(books: Books, one: str, other: str, kind: str, at: set[str]) -> None:
    relation = books.icd10cm.between(one, other, APRIL)
    assert (relation.kind, {note.at for note in relation.notes}, relation.reason) == (kind, at, "")
    turned = books.icd10cm.between(other, one, APRIL)
    assert turned.kind == kind and set(turned.notes) == set(relation.notes)
    assert books.icd10cm.keeps_apart(one, other, APRIL) == books.icd10cm.keeps_apart(other, one, APRIL) == (kind == "excludes1")


def test_a_relation_names_the_note_its_holder_and_the_day(books: Books) -> None:
    relation = books.icd10cm.between("e109", "E11.9", APRIL)
    note = relation.notes[0]
    assert (note.holder, note.named, note.text) == ("E10.9", "E11.9", "type 2 diabetes mellitus (E11.-)")
    assert (relation.on, relation.text_release) == (APRIL, "2026-04")
    assert "no such code" in books.icd10cm.between("ZZZ", "E11.9", APRIL).reason
    assert "begins on 2026-10-01" in books.icd10cm.between("E11.9", "C78.31", APRIL).reason


@pytest.mark.parametrize(
    ("one", "other", "first", "mandatory"),
    [
        ("F02.80", "G30.9", "G30.9", True),
        ("N18.4", "I12.9", "I12.9", False),
        ("B96.20", "N39.0", "N39.0", False),
        ("L97.411", "E11.621", "E11.621", False),
    ],
)
def test_which_of_two_codes_comes_first(books: Books, one: str, other: str, first: str, mandatory: bool) -> None:
    for pair in ((one, other), (other, one)):
        order = books.icd10cm.sequence(*pair, APRIL)
        assert (order.first, order.mandatory) == (first, mandatory) and order.notes


def test_codes_that_no_note_orders(books: Books) -> None:
    assert books.icd10cm.sequence("I10", "E11.9", APRIL) is None


def test_companions_and_manifestations(books: Books) -> None:
    found = books.icd10cm.companions("E11.9")
    assert any(one.kind == "use-additional-code" and "Z79.4" in one.codes for one in found)
    first = books.icd10cm.companions("F02.80")
    assert {"G30"} <= {code for one in first if one.kind == "code-first" for code in one.codes}
    assert books.icd10cm.is_manifestation("F02.80", APRIL) and not books.icd10cm.is_manifestation("E11.9", APRIL)


@settings(max_examples=150, deadline=None)
@given(CODES, CODES, st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_no_code_and_no_day_raises(one: str, other: str, on: date) -> None:
    book = open_books().icd10cm
    kind = book.between(one, other, on).kind
    assert kind in ("no-conflict", "excludes1", "excludes2")
    assert book.keeps_apart(one, other, on) == (kind == "excludes1")
    book.sequence(one, other, on)
    book.companions(one)
    book.sides(one)
    book.severity(one, on)
    book.poa_exempt(one, on)
    book.is_manifestation(one, on)
    book.with_seventh(one, other[:1])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["E11.9", "I42.0", "C78.31", "M54.5", "F02.80", "QA08", "T81.4XXA"]), st.dates(date(2014, 1, 1), date(2030, 1, 1)))
def test_a_code_is_valid_on_every_day_of_its_periods_and_on_no_other(code: str, on: date) -> None:
    book = open_books().icd10cm
    entry = book.lookup(code, on)
    assert entry is not None
    assert book.validate(code, on).billable == book.is_billable(code, on) == any(on in period for period in entry.periods)


# -- sides and 7th characters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "side", "codes"),
    [
        ("H25.11", "right", {"right": "H25.11", "left": "H25.12", "bilateral": "H25.13", "unspecified": "H25.10"}),
        ("S52.502A", "left", {"right": "S52.501A", "left": "S52.502A", "unspecified": "S52.509A"}),
        ("M17.12", "left", {"right": "M17.11", "left": "M17.12", "bilateral": "M17.0", "unspecified": "M17.10"}),
        ("M17.0", "bilateral", {"right": "M17.11", "left": "M17.12", "bilateral": "M17.0", "unspecified": "M17.10"}),
        ("G56.00", "unspecified", {"right": "G56.01", "left": "G56.02", "bilateral": "G56.03", "unspecified": "G56.00"}),
        ("H40.1121", "left", {"right": "H40.1111", "left": "H40.1121", "bilateral": "H40.1131", "unspecified": "H40.1191"}),
    ],
)
def test_a_family_differs_in_the_side_only(books: Books, code: str, side: str, codes: dict[str, str]) -> None:
    found = books.icd10cm.sides(code)
    assert (found.code, found.side, found.codes) == (code, side, codes)


@pytest.mark.parametrize("code", ["E11.9", "S06.0X0A", "I10", "H25.9", "ZZZ", "", "4", "E08-E13"])
def test_codes_without_sides(books: Books, code: str) -> None:
    assert books.icd10cm.sides(code) is None


def test_a_seventh_character_is_put_behind_placeholders(books: Books) -> None:
    assert books.icd10cm.with_seventh("T78.00", "a") == "T78.00XA"
    assert books.icd10cm.with_seventh("S52.501", "B") == "S52.501B"
    assert books.icd10cm.with_seventh("E11", "A") is None and books.icd10cm.with_seventh("T78.00", "Q") is None


# -- lists -----------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def book(books: Books, store: Store) -> Icd10cm:
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    return Icd10cm(store, books.version)


MCC = "TABLE 6I - COMPLETE MCC LIST\r\nDiagnosis Code\tDescription\r\nA02.1\tOne\r\nI21.9\tTwo\r\n\r\n\tNotes:\r\nwhatever\r\n"
CC = "TABLE 6J - COMPLETE CC LIST\nDiagnosis Code\tDescription\nA00.0\tOne\nE84.0\tTwo\n"
PLAIN = "Code\tDescription\nB900\tOne\nZ9989\tTwo\n"
NUMBERED = "Order27\tPOAexemptCode\tDescription\n00412\tB90.0\tOne\n97000\tZ99.89\tTwo\n"


def test_cc_and_mcc_are_flagged_on_the_days_of_their_year(book: Icd10cm, store: Store, tmp_path: Path) -> None:
    assert book.severity("I21.9", APRIL) is None
    for name, text in (("Table 6I FY2026.txt", MCC), ("Table 6J FY2026.txt", CC)):
        (tmp_path / name).write_text(text)
        assert install(tmp_path / name, store)[0].first == date(2025, 10, 1)
    assert [book.severity(code, APRIL) for code in ("I21.9", "A000", "I10")] == ["mcc", "cc", "none"]
    assert "mcc" in book.lookup("I21.9", APRIL).flags and "mcc" not in book.lookup("I21.9", date(2026, 10, 1)).flags
    assert book.severity("I21.9", date(2026, 10, 1)) is None


@pytest.mark.parametrize("text", [PLAIN, NUMBERED], ids=["code and title", "number, code and title"])
def test_codes_exempt_from_poa_come_in_two_layouts(book: Icd10cm, store: Store, tmp_path: Path, text: str) -> None:
    assert book.poa_exempt("B90.0", APRIL) is None
    (tmp_path / "POAexemptCodesFY26.txt").write_text(text)
    assert (install(tmp_path / "POAexemptCodesFY26.txt", store)[0].rows, book.poa_exempt("B90.0", APRIL)) == (2, True)
    assert book.poa_exempt("I10", APRIL) is False and "poa-exempt" in book.lookup("Z99.89", APRIL).flags


def test_a_list_whose_name_has_no_year_is_of_the_year_of_its_newest_code(store: Store, tmp_path: Path) -> None:
    (tmp_path / "list").write_text(PLAIN + "F32A\tThree\n")
    assert install(tmp_path / "list", store)[0].release == "2022"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MCC.replace("I21.9\tTwo", "I21.9 Two"), "line 4"),
        (CC + "A00.0\tOne\n", "twice"),
        ("TABLE 6I - COMPLETE MCC LIST\n", "no code"),
        (PLAIN + "B900\tOne\n", "line 4 repeats B900 of line 2"),
        (PLAIN + "Z99\n", "line 4"),
    ],
)
def test_a_bad_list_is_named_by_its_line(store: Store, tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "bad FY2026.txt").write_text(text)
    with pytest.raises(InputError, match=words):
        install(tmp_path / "bad FY2026.txt", store)
    assert store.installed() == []
