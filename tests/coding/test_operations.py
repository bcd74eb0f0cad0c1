"""ICD-10-PCS from operative text: directed examples as data; with the official tables where these are installed."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.codesets import Books, Store
from claimwright.codesets.install import install
from claimwright.coding import CodingRequest, code
from claimwright.coding.operations import BEYOND, NO_TABLES
from claimwright.coding.operations.data import book
from claimwright.core import Document

EXAMPLES = tomllib.loads((Path(__file__).parent / "data" / "operations.toml").read_text("utf-8"))["example"]
ON = date(2026, 2, 3)


def coded(books, example):
    return code(CodingRequest(text=example["text"], setting=example.get("setting", "inpatient"), date_of_service=ON), books)


def procedures(result):
    return [one for one in result.codes if one.system == "icd10pcs"]


@pytest.fixture(scope="module")
def tabled(books, samples, tmp_path_factory):
    """The books with the official tables and keys in a store of their own."""
    store = Store(tmp_path_factory.mktemp("tabled") / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    for known in books.store.root.glob("coding-*"):
        (store.root / known.name).symlink_to(known)
    for name in ("icd10pcs_tables_2025.xml.gz", "icd10pcs_index_2025.xml.gz", "body_part_key.tsv", "device_key.tsv"):
        install(samples / "reference" / "icd10pcs" / name, store)
    return Books(store, books.version)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one["name"])
def test_examples(tabled, example):
    result = coded(tabled, example)
    found = [one.code for one in procedures(result)]
    assert (found if example.get("order", True) else sorted(found)) == example["codes"], example.get("why", "")
    asked = [one for one in result.queries if one.kind == "specificity" and one.about.startswith(("Not stated for", "What was done"))]
    assert bool(asked) == bool(example.get("asks"))
    for one in procedures(result):
        assert tabled.icd10pcs.is_billable(one.code, ON) and one.path[0] == f"table {one.code[:3]} of 2024-10"
        assert one.evidence and all(span.text == example["text"][span.start : span.end] for span in one.evidence)


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one["codes"]], ids=lambda one: one["name"])
def test_without_its_evidence_a_code_is_gone(tabled, example):
    for one in procedures(coded(tabled, example)):
        text = example["text"]
        for span in one.evidence:
            text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
        assert one.code not in [other.code for other in procedures(coded(tabled, example | {"text": text}))]


def test_without_tables_no_code_is_invented_and_the_result_says_so(books):
    assert books.icd10pcs.tables(ON) is None
    result = coded(books, EXAMPLES[0])
    assert not procedures(result) and result.notes == (NO_TABLES,)


def test_an_outpatient_has_no_such_codes_and_no_such_note(books):
    (example,) = [one for one in EXAMPLES if one["name"] == "outpatient"]
    result = coded(books, example)
    assert not procedures(result) and not result.notes


def test_what_is_not_built_here_is_said_and_the_date_is_told(tabled):
    result = coded(tabled, {"text": "PROCEDURE PERFORMED: Lymph node dissection on 2026-02-01, diagnostic thoracentesis, right"})
    assert [one.code for one in procedures(result)] == ["0W993ZX"]
    assert result.notes == (f"{BEYOND}lymph node dissection",)
    assert procedures(result)[0].path[-1] == "performed 2026-02-01"


FRAGMENTS = sorted({line for one in EXAMPLES for line in one["text"].splitlines()})


@settings(max_examples=40)
@given(lines=st.lists(st.sampled_from(FRAGMENTS), max_size=6))
def test_whatever_stands_together_only_codes_of_the_day_leave(tabled, lines):
    text = "\n".join(lines)
    found = procedures(coded(tabled, {"text": text}))
    lines = [one for one in found if one.code[:3] in ("02H", "05H", "06H")]  # each catheter is one of its own
    assert len({one.code for one in found}) >= len(found) - len(lines)
    assert all(tabled.icd10pcs.is_billable(one.code, ON) for one in found)
    assert all(span.text == text[span.start : span.end] for one in found for span in one.evidence)


def test_words_of_another_document_do_not_say_how_an_operation_was_done(tabled):
    notes = (Document(id="a", text="PROCEDURE PERFORMED: Appendectomy"), Document(id="b", text="PROCEDURE: Laparoscopic cholecystectomy"))
    result = code(CodingRequest(documents=notes, setting="inpatient", date_of_service=ON), tabled)
    assert [one.code for one in procedures(result)] == ["0FT44ZZ"]
    assert [one.about for one in result.queries if "Appendectomy" in one.about] == ["Not stated for Appendectomy: approach"]


@pytest.mark.parametrize("text", ["", "PROCEDURE PERFORMED:", "PROCEDURE PERFORMED: \x00\x01", "PROCEDURE PERFORMED: biopsy biopsy biopsy"])
def test_bad_input_gives_no_codes(books, text):
    assert not procedures(coded(books, {"text": text}))


def test_every_code_that_a_name_decides_may_be_reported(tabled):
    rows = book()["named"]["operation"]
    told = [
        code
        for row in rows
        for code in (*row.get("codes", ()), *row.get("by_hours", ()), *(one for v in row.get("variants", ()) for one in v[1:]))
    ]
    assert len(told) > 40 and [one for one in told if not tabled.icd10pcs.is_billable(one, ON)] == []
