"""The gold set itself: complete, coded twice, valid on its dates, divided once and for all."""

import gzip
from collections import Counter

import pytest

from claimwright.cli.measures.gold import CODERS, half, notes
from claimwright.codesets import open_books

NOTES = list(notes())
SETTINGS = {"outpatient", "inpatient"}


def test_a_hundred_notes_are_coded_twice():
    assert len({note.id for note in NOTES}) == len(NOTES) == 100
    assert all(note.codings[coder].rows for note in NOTES for coder in CODERS)
    assert len({note.style for note in NOTES}) >= 8
    assert len({note.specialty for note in NOTES}) >= 12


def test_the_parts_of_the_set_have_the_sizes_the_readme_tells():
    parts = Counter("operative" if note.style == "operative" else note.setting for note in NOTES)
    assert parts == {"outpatient": 61, "inpatient": 20, "operative": 19}
    assert Counter(note.half for note in NOTES) == {"open": 49, "closed": 51}


@pytest.mark.parametrize(("identifier", "expected"), [("", "closed"), ("abc", "closed"), ("hello world", "closed"), ("hello", "open")])
def test_the_half_is_the_first_bit_of_the_published_digest(identifier, expected):
    """SHA-256 of "" begins with e3, of "abc" with ba, of "hello world" with b9, of "hello" with 2c."""
    assert half(identifier) == expected


@pytest.mark.parametrize("coder", CODERS)
@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_every_code_of_a_coding_is_valid_on_its_day(note, coder):
    books, rows, day = open_books(), note.codings[coder].rows, note.known["date_of_service"]
    invalid = [code for row in rows for code in (row["code"], *row.get("alternates", ())) if not stands(books, row["system"], code, day)]
    assert invalid == []
    assert sum(bool(row.get("first_listed")) for row in rows) == 1
    assert {row.get("poa") for row in rows} <= {None, "Y", "N", "U", "exempt"}


def stands(books, system, code, day):
    """Services: as far as their official lists are installed, else their form."""
    if system == "icd10cm":
        return books.icd10cm.is_billable(code, day)
    if system == "icd10pcs":
        return books.icd10pcs.validate(code, day).valid
    book = books.hcpcs if code[0].isalpha() else books.cpt
    return book.validate(code, day).valid if book.installed else len(code) == 5 and code[:4][1:].isdigit()


def test_every_service_stands_in_a_public_list(samples):
    folder = samples / "reference"
    known = {line.split(",")[0].strip('"') for line in (folder / "pfs" / "PPRRVU2025_Oct.csv").read_text("latin-1").splitlines()}
    known |= {
        cell.strip('" ')
        for line in (folder / "clfs" / "PUF_CLFS_CY2026_Q2V1.csv").read_text("latin-1").splitlines()
        for cell in line.split(",")[:2]
    }
    with gzip.open(folder / "hcpcs" / "hcpcs_level2_2026q3.txt.gz", "rt", encoding="latin-1") as lines:
        known |= {line[:5] for line in lines}
    services = {
        code
        for note in NOTES
        for coder in CODERS
        for row in note.codings[coder].rows
        if row["system"] in ("cpt", "hcpcs")
        for code in (row["code"], *row.get("alternates", ()))
    }
    assert services - known == set()
