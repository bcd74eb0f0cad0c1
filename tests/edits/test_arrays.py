"""The set-based face says what the rules say, claim by claim."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from claimwright.codesets import Books, open_books
from claimwright.codesets.install import install
from claimwright.codesets.ncci.pairs import open_pairs
from claimwright.codesets.ncci.ptp import examples
from claimwright.codesets.store import Store
from claimwright.core import Claim, ClaimLine
from claimwright.core import replace as change
from claimwright.edits import claim, line, scrub
from claimwright.edits.arrays import ClaimColumns, columns, rules_here, scrub_columns
from claimwright.edits.registry import rules

NO_DATE = date(2024, 7, 1)
MODIFIERS = ((), (), (), ("25",), ("59",), ("XU",), ("RT",), ("LT",), ("RT", "59"), ("76",), ("24", "RT"), ("57",), ("ZZ",))
RENDERERS = ({}, {}, {"rendering_npi": "1730198470"})
UNITS = ("1", "1", "1", "2", "3", "0.5", "4", "251", "0", "-1", "1.125")
DIAGNOSES = ("E11.9", "I10", "E11.6", "S93.401", "T78.40XA", "E66.813", "E11.99", "", "M25.561", "zzz", "C50", "I1A.0")


@pytest.fixture(scope="module")
def official_books(samples, tmp_path_factory) -> Books:
    """The books with CMS's whole NCCI tables."""
    store = Store(tmp_path_factory.mktemp("official") / "books")
    for file in sorted((samples / "reference" / "ncci").glob("*[tc][xs]*")):
        if file.is_file():
            install(file, store, accept_ama=True)
    return open_books(store=store)


def test_names_only_rules_that_exist():
    assert set(rules_here()) <= {rule.edit.id for rule in rules()}


def test_no_claims_no_findings():
    assert scrub_columns(columns((), NO_DATE), open_books()) == []


@pytest.mark.parametrize("seed", range(3))
def test_the_two_faces_agree(seed):
    _agree(open_books(), list(_claims(random.Random(seed), 1000, _codes(None))))


@pytest.mark.slow
def test_the_two_faces_agree_on_two_hundred_thousand_claims_over_the_official_tables(official_books):
    source, codes = random.Random(7), _codes(official_books)
    for _ in range(200):
        _agree(official_books, list(_claims(source, 1000, codes)))


def test_a_void_and_another_kind_are_left_to_their_rules():
    void = claim(line("80053"), line("80048"), frequency="8")
    assert scrub_columns(columns([void], NO_DATE), open_books()) == []


def test_a_thousand_lines_of_one_day_are_paired_without_a_square_of_memory():
    """Half a million pairs, all of one code, none in the table."""
    many = columns([claim(*(line("36415") for _ in range(999)))], NO_DATE)
    found = {item.rule: len(item.claim) for item in scrub_columns(many, open_books())}
    assert found["duplicates-line"] == 998


def test_columns_may_come_without_claims():
    """Rows as another table has them: the same answers."""
    made = columns([claim(line("80053"), line("80048"))], NO_DATE)
    other = replace(made, likeness=np.arange(len(made.likeness)))
    assert isinstance(other, ClaimColumns)
    assert [(item.rule, item.claim.tolist(), item.number.tolist()) for item in scrub_columns(other, open_books())] == [
        ("ncci-ptp-never-together", [0], [2])
    ]


def _agree(books: Books, claims: list[Claim]) -> None:
    here = set(rules_here())
    expected = sorted(
        (finding.id, row, finding.line or int(finding.field.partition("[")[2].partition("]")[0]) + 1)
        for row, one in enumerate(claims)
        for finding in scrub(one, books)
        if finding.id in here
    )
    got = sorted(
        (item.rule, row, number)
        for item in scrub_columns(columns(claims, books.icd10cm.newest_release_start), books)
        for row, number in zip(item.claim.tolist(), item.number.tolist(), strict=True)
    )
    assert got == expected
    assert {name for name, _row, _number in got}, "random claims without any fault prove nothing"


def _codes(books: Books | None) -> list[str]:
    """Codes of the tables, near one another, so that pairs happen."""
    edits = examples()
    more = ("90471", "90472", "99292", "0054T", "36415", "A0425", "99999", "", "J1885")
    own = sorted({*edits, *(two for twos in edits.values() for two in twos), *more})
    if books is None:
        return own
    listed = open_pairs(books.store).codes
    return own + list(listed[2000:2150]) + random.Random(1).sample(listed, 150)


def _claims(source: random.Random, count: int, codes: list[str]) -> Iterator[Claim]:
    for number in range(count):
        begins = date(2017, 1, 1) + timedelta(source.randrange(3500))
        lines = [_line(source, codes, begins) for _ in range(source.choice((1, 2, 3, 4, 4, 8)))]
        if source.random() < 0.1:
            lines.append(lines[0])
        made = claim(*lines, diagnoses=tuple(source.choices(DIAGNOSES, k=source.randrange(1, 5))), on=begins.isoformat(), id=f"R{number}")
        yield _odd(made, source)


def _line(source: random.Random, codes: list[str], begins: date) -> ClaimLine:
    on = begins + timedelta(source.choice((0, 0, 0, 1)))
    made = line(source.choice(codes), modifiers=source.choice(MODIFIERS), on=on.isoformat(), references=source.choice(RENDERERS))
    return change(made, units=Decimal(source.choice(UNITS)), unit=source.choice(("UN", "UN", "UN", "MJ")))


def _odd(made: Claim, source: random.Random) -> Claim:
    """Some voids, replacements, hospital claims, lines without a day."""
    drawn = source.random()
    if drawn < 0.05:
        return change(made, frequency=source.choice("78"))
    if drawn < 0.3:
        return change(made, kind="institutional", type_of_bill="13")
    if drawn < 0.35:
        return change(made, lines=tuple(change(item, from_date=None) for item in made.lines))
    return made
