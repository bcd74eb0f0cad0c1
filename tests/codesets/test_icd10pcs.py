"""ICD-10-PCS: validity, the builder, titles, words to tables; from our own small files in the official layouts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pcs_making import APPENDIX, BARE, DEFINITIONS, DESTRUCTION, INDEX, NONE, OPEN, RESECTION, axis, row, table, tables

from claimwright.codesets import Books, Store, open_books
from claimwright.codesets.icd10pcs import Icd10pcs
from claimwright.codesets.icd10pcs.book import CHARACTERS
from claimwright.codesets.icd10pcs.releases import releases
from claimwright.codesets.icd10pcs.tables import Meaning
from claimwright.codesets.icd10pcs.titles import compose
from claimwright.codesets.install import install
from claimwright.core import InputError

APRIL = date(2026, 4, 1)
HEADS = {"0": "Medical and Surgical", "D": "Gastrointestinal System", "T": "Resection"}


@pytest.fixture
def pcs(books: Books, store: Store) -> Icd10pcs:
    """The book of a store of its own that shares the base file."""
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    return Icd10pcs(store, books.version)


@pytest.fixture
def put(store: Store, tmp_path: Path):
    def write(text: str | bytes, name: str = "file") -> list:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return install(path, store)

    return write


@pytest.fixture
def own(pcs: Icd10pcs, put) -> Icd10pcs:
    """A book for one test, which may install more."""
    for text in (tables(), INDEX, DEFINITIONS):
        put(text)
    return pcs


@pytest.fixture(scope="module")
def full(books: Books, tmp_path_factory: pytest.TempPathFactory) -> Icd10pcs:
    """The same for all tests that only read."""
    store = Store(tmp_path_factory.mktemp("pcs") / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    for text in (tables(), INDEX, DEFINITIONS):
        path = store.root.parent / "file"
        path.write_text(text, "utf-8")
        install(path, store)
    return Icd10pcs(store, books.version)


# -- validity --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("release", releases(), ids=lambda release: release.name)
def test_each_release_has_as_many_codes_as_its_file_says(books: Books, release) -> None:
    assert sum(1 for _code in books.icd10pcs.codes("", release.first)) == release.counts["billable"]
    assert any("tables" in name for name in release.files)


@pytest.mark.parametrize(
    ("code", "on", "valid", "words"),
    [
        ("0DTJ4ZZ", APRIL, True, ""),
        ("0dtj4zz", APRIL, True, ""),
        ("0DTJ", APRIL, False, "seven characters"),
        ("0DTJ9ZZ", APRIL, False, "no such code"),
        ("0DTJ4ZG", date(2020, 1, 1), False, "not yet valid: begins on"),
        ("0DTJ4ZZ", date(2015, 9, 30), False, "begins on 2015-10-01"),
        ("", APRIL, False, "seven characters"),
    ],
)
def test_validity_by_date(books: Books, code: str, on: date, valid: bool, words: str) -> None:
    found = books.icd10pcs.validate(code, on)
    assert (found.valid, found.billable) == (valid, valid)
    assert words in found.reason and bool(words) == bool(found.reason)


def test_a_deleted_code_says_its_last_day_and_a_late_day_is_stale(books: Books) -> None:
    gone = next(code for code in books.icd10pcs.codes("03", date(2018, 1, 1)) if not books.icd10pcs.is_billable(code, APRIL))
    assert "deleted: last valid on 20" in books.icd10pcs.validate(gone, APRIL).reason
    assert books.icd10pcs.validate("0DTJ4ZZ", date(2030, 1, 1)).stale


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["0DTJ4ZZ", "0DTJ4ZG", "02703ZZ", "XW033K5"]), st.dates(date(2014, 1, 1), date(2031, 1, 1)))
def test_a_code_is_valid_on_every_day_of_its_periods_and_on_no_other(code: str, on: date) -> None:
    book = open_books().icd10pcs
    entry = book.lookup(code, on)
    assert entry is not None
    assert entry.valid == book.is_billable(code, on) == any(on in period for period in entry.periods)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=9), st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_no_prefix_and_no_day_raises(prefix: str, on: date) -> None:
    book = open_books().icd10pcs
    step = book.step(prefix, on)
    assert bool(step.codes) != bool(step.reason)
    book.lookup(prefix, on)
    book.validate(prefix, on)
    book.search(prefix, on)
    book.find(prefix, on)


# -- the builder -----------------------------------------------------------------------------------------------------------------------


def test_without_tables_the_builder_still_leads_to_every_code(books: Books) -> None:
    step = books.icd10pcs.step("0DTJ", APRIL)
    assert [choice.character for choice in step.choices] == ["0", "4", "7", "8"]
    assert all(choice.label is None for choice in step.choices) or books.store.installed("icd10pcs-tables")


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(CHARACTERS), st.data())
def test_every_choice_leads_to_codes_and_nothing_else_does(first: str, data: st.DataObject) -> None:
    book = open_books().icd10pcs
    prefix = first
    while (step := book.step(prefix, APRIL)).choices:
        legal = {choice.character for choice in step.choices}
        assert legal == {code[len(prefix)] for code in book.codes(prefix, APRIL)}
        assert sum(choice.codes for choice in step.choices) == step.codes
        prefix += data.draw(st.sampled_from(sorted(legal)))
    assert step.complete == book.is_billable(prefix, APRIL)


def test_each_step_gives_the_meaning_of_what_is_chosen_and_what_may_follow(full: Icd10pcs) -> None:
    step = full.step("0DTJ", APRIL)
    assert (step.axis, step.position, step.tables) == ("Approach", 5, "2025-10")
    assert [axis.label for axis in step.chosen] == ["Medical and Surgical", "Gastrointestinal System", "Resection", "Appendix"]
    labels = {choice.character: choice.label for choice in step.choices}
    assert labels == {"0": "Open", "4": "Percutaneous Endoscopic", "7": None, "8": None}
    assert step.choices[0].definition == "Through skin that is cut By hand"
    assert full.step("0DT", APRIL).chosen[2].definition == "All of a body part is cut out"
    assert next(choice for choice in full.step("0DT", APRIL).choices if choice.character == "J").definition == "includes: Vermiform process"


def test_rows_are_respected(full: Icd10pcs) -> None:
    found = full.tables(APRIL)
    assert list(found.next("0DTJ0Z")) == ["Z"] and list(found.next("0DTJ4Z")) == ["Z", "G"]
    assert set(found.codes("0DT")) == {"0DTJ0ZZ", "0DTJ4ZZ", "0DTJ4ZG"}
    assert found.next("0DTJ9") == {} and found.next("0DTJ4ZZ") == {} and found.next("Q") == {}


def test_a_character_with_two_meanings_keeps_both_until_a_later_one_decides(full: Icd10pcs) -> None:
    found = full.tables(APRIL)
    assert found.next("XW033")["6"].label == "First Drug or Second Drug"
    assert [meaning.label for meaning in found.meanings("XW03367")][5] == "Second Drug"


def test_the_builder_reaches_exactly_the_codes_of_the_tables(full: Icd10pcs) -> None:
    found = full.tables(APRIL)

    def reached(prefix: str):
        if len(prefix) == 7:
            yield prefix
        for char in found.next(prefix):
            yield from reached(prefix + char)

    assert sorted(reached("")) == sorted(found.codes()) and len(set(found.codes())) == 14


def test_a_dead_end_says_how_far_codes_go(full: Icd10pcs) -> None:
    assert full.step("0DTJ1", APRIL).reason == "no code begins with 0DTJ1; codes begin with 0DTJ"
    assert full.step("Q", APRIL).reason == "no code begins with Q"
    assert "seven characters" in full.step("0DTJ0ZZZ", APRIL).reason
    assert full.step("0DTJ0ZZ", APRIL).complete and full.step("0DTJ0ZZ", APRIL).title == "Resection of Appendix, Open Approach"


def test_tables_of_another_year_describe_what_they_hold(full: Icd10pcs) -> None:
    assert full.step("0DTJ", date(2020, 1, 1)).choices[0].label == "Open"
    assert full.newest_release_start == date(2025, 10, 1)


# -- titles and entries ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "labels", "title"),
    [
        ("0SR90J9", ("Replacement", "Hip Joint, Right", "Open", "Synthetic Substitute", "Cemented"),
         "Replacement of Right Hip Joint with Synthetic Substitute, Cemented, Open Approach"),
        ("02100Z9", ("Bypass", "Coronary Artery, One Artery", "Open", "No Device", "Left Internal Mammary"),
         "Bypass Coronary Artery, One Artery from Left Internal Mammary, Open Approach"),
        ("0D11074", ("Bypass", "Esophagus, Upper", "Open", "Autologous Tissue Substitute", "Cutaneous"),
         "Bypass Upper Esophagus to Cutaneous with Autologous Tissue Substitute, Open Approach"),
        ("0DJD8ZZ", ("Inspection", "Lower Intestinal Tract", "Via Natural or Artificial Opening Endoscopic", "No Device", "No Qualifier"),
         "Inspection of Lower Intestinal Tract, Via Natural or Artificial Opening Endoscopic"),
        ("047J45Z", ("Dilation", "External Iliac Artery, Left", "Open", "Intraluminal Device, Drug-eluting, Two", "No Qualifier"),
         "Dilation of Left External Iliac Artery with Two Drug-eluting Intraluminal Devices, Open Approach"),
    ],
)  # fmt: skip
def test_titles_are_composed_in_the_order_of_the_official_ones(code: str, labels: tuple[str, ...], title: str) -> None:
    axes = ("Section", "Body System", "Operation", "Body Part", "Approach", "Device", "Qualifier")
    assert compose(code, [Meaning(name, label) for name, label in zip(axes, ("", "", *labels), strict=True)]) == title


def test_an_order_file_gives_the_official_title_on_its_days(own: Icd10pcs, put) -> None:
    lines = [f"00001 001     0 {'Heading':<60} Heading"]
    codes = own.codes("", date(2026, 10, 1))
    lines += [f"{number:05} {code} 1 {'Short':<60} Long title of {code}" for number, code in enumerate(codes, 2)]
    loaded = put("\r\n".join(lines))[0]
    assert (loaded.system, loaded.release, loaded.rows) == ("icd10pcs-titles", "2026-10", 79257)
    entry = own.lookup("0DTJ0ZZ", date(2026, 10, 1))
    assert (entry.title, entry.title_source) == ("Long title of 0DTJ0ZZ", "order file 2026-10")
    assert own.lookup("0DTJ0ZZ", APRIL).title_source == "composed from tables 2025-10"
    assert own.title("0DTJ7ZZ", APRIL) == "Long title of 0DTJ7ZZ", "where the tables say nothing another order file does"


def test_an_entry_explains_its_seven_characters(full: Icd10pcs) -> None:
    entry = full.lookup("0dtj4zg", APRIL)
    assert [axis.character for axis in entry.axes] == list("0DTJ4ZG") and entry.axes[6].label == "Hand-Assisted"
    assert entry.title == "Resection of Appendix, Percutaneous Endoscopic Approach, Hand-Assisted" and entry.valid
    assert full.lookup("0DTJ", APRIL) is None


def test_prepared_books_answer_what_unprepared_ones_do(own: Icd10pcs, store: Store, books: Books) -> None:
    prepared = Icd10pcs(store, books.version)
    prepared.prepare()
    prepared.prepare()
    assert len(list(store.root.glob("pcs-ready-*.bin"))) == 1
    codes = [*own.tables(APRIL).codes(), "02703ZZ", "0DTJ", "0DT", "0DTJ4ZZZ", "XXXXXXX", "", "\0", "0DTJ4ZZ\0"]
    for code in codes:
        for day in (date(2014, 1, 1), APRIL, date(2031, 1, 1)):
            assert prepared.lookup(code, day) == own.lookup(code, day)
            assert (prepared.title(code, day), prepared.validate(code, day)) == (own.title(code, day), own.validate(code, day))
    assert prepared.lookup("0DTJ4ZG", APRIL).axes[2].definition, "the definitions of the year stand beside the tables"
    next(store.root.glob("pcs-ready-*.bin")).write_bytes(b"spoiled")
    assert Icd10pcs(store, books.version).lookup("0DTJ4ZG", APRIL) == own.lookup("0DTJ4ZG", APRIL)


# -- words -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "prefix", "read_as"),
    [
        ("appendectomy", "0DTJ", 0),
        ("laparoscopic appendectomy", "0DTJ4Z", 1),
        ("resection of abdominal appendage", "0DTJ", 1),
        ("resection vermiform process", "0DTJ", 1),
        ("liver ablation", "0F50", 0),
        ("eradication liver", "0F50", 0),
        ("left acetabulofemoral joint replacement", "0SRB0", 1),
    ],
)
def test_words_lead_to_a_table(full: Icd10pcs, words: str, prefix: str, read_as: int) -> None:
    best = full.find(words, APRIL)[0]
    assert (best.prefix, best.unused, len(best.read_as)) == (prefix, (), read_as)
    assert best.codes == full.step(prefix, APRIL).codes


def test_references_are_followed_told_and_end(full: Icd10pcs) -> None:
    assert full.find("liver ablation", APRIL)[0].followed == ("Ablation see Destruction",)
    assert full.find("loop", APRIL) == [] and full.find("nothing of the kind", APRIL) == []
    index = full.index(APRIL)
    assert index.target("Ablation with qualifier Sudden").path == ("Ablation",) and index.target("Elsewhere") is None
    assert [entry.use for entry in index.entries() if entry.use] == ["Appendix", "Hip Joint, Right", "Hip Joint, Left"]


def test_search_gives_codes_with_their_reason(full: Icd10pcs) -> None:
    hits = full.search("hip replacement left cemented", APRIL)
    assert hits[0].code == "0SRB0J9" and "Left Hip Joint" in hits[0].title
    assert full.search("", APRIL) == []
    assert {hit.code for hit in full.search("appendectomy", APRIL)} >= {"0DTJ0ZZ", "0DTJ4ZZ"}


def test_keys_come_as_two_columns_too(own: Icd10pcs, put) -> None:
    parts = put("term\tpcs_value\nWorm tube\tAppendix\nHip\tHip Joint, Right\n", "body_part_key_2026.tsv")
    devices = put("term\tpcs_value\nShiny ball\tSynthetic Substitute in Lower Joints\n", "key.tsv")
    assert [(loaded[0].system, loaded[0].release) for loaded in (parts, devices)] == [
        ("icd10pcs-body-parts", "2026"), ("icd10pcs-devices", "undated"),
    ]  # fmt: skip
    assert own.keys.get("worm tube") == ("Appendix",) and own.find("worm tube resection", APRIL)[0].prefix == "0DTJ"
    assert own.find("shiny ball replacement left hip", APRIL)[0].prefix == "0SRB0J"


# -- bad files -------------------------------------------------------------------------------------------------------------------------

BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(9)
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (tables()[:900], "not whole XML"),
        (tables(version="soon"), "no release year"),
        (tables(table(HEADS, "", row(APPENDIX, OPEN, BARE, NONE, codes=7))), "states 7 codes and gives 1"),
        (tables(RESECTION, RESECTION), "gives 0DTJ0ZZ twice"),
        (tables(" "), "holds no table"),
        (tables(DESTRUCTION.replace(axis(2, "Body System", {"F": "Hepatobiliary System"}), "")), "three characters"),
        (INDEX[:600], "not whole XML"),
        (INDEX[: INDEX.index("<letter>")] + "</ICD10PCS.index>", "no main term"),
        (DEFINITIONS.replace('pos="5"', 'pos="9"'), "axis at 9"),
        (DEFINITIONS[: DEFINITIONS.index("<section")] + "</ICD10PCS.definitions>", "defines nothing"),
        ("term\tpcs_value\nAlone\n", "line 2"),
        (f"00001 001     0 {'A':<60} A\n00002 0DTJ0ZZ\n", "line 2"),
        (f"00001 001     0 {'A':<60} A\n00002 0DTJ0ZZ 1 {'A':<60} A\n00003 0DTJ0ZZ 1 {'A':<60} A\n", "second time"),
        (f"00001 001     0 {'A':<60} A\n00002 0DTJ0ZZ 1 {'A':<60} A\n", "no known release"),
        (BOMB + "]>" + tables(f"<x>{'&j;'}</x>").split("?>")[1], "whole XML|entity"),
    ],
)
def test_a_bad_file_is_named_and_changes_nothing(put, store: Store, text: str, words: str) -> None:
    put(INDEX, "good")
    with pytest.raises(InputError, match=words):
        put(text, "bad")
    assert [loaded.system for loaded, _file in store.installed()] == ["icd10pcs-index"]
