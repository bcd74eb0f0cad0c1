"""No date, no code and no prefix raises anything but the documented error; validity follows the effective dates, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from official_making import MADE
from pcs_making import DEFINITIONS, INDEX, tables

from claimwright.codesets import Books, Loaded, Store, answers, beside
from claimwright.codesets.icd10cm.validity import DIAGNOSES, PROCEDURES, Span, master_list
from claimwright.codesets.install import install, install_all
from claimwright.codesets.official.book import ListBook
from claimwright.codesets.official.codelist import Listed, install_list
from claimwright.codesets.store import day_number, from_day_number
from claimwright.core import InputError, encode, undotted

DAY = timedelta(days=1)

SYSTEMS = ("icd10cm", "icd10pcs", "hcpcs", "cpt", "revenue", "carc", "modifiers", "places_of_service", "clfs", "nowhere", "")
CODES = ["E11.9", "E11", "S52.501", "0DTJ4ZZ", "0DTJ", "J1885", "T9991", "99213", "97", "0450", "11", "E08-E13", "4", "-", ".", "E11.-"]
ODD = st.one_of(
    st.text(max_size=12),
    st.text("ABEIOSZ0123456789.-XxéÉß\0 \n'\"%_*?\ud800\U0001f600", max_size=9),
    st.sampled_from(CODES),
)
DAYS = st.one_of(
    st.dates(), st.dates(date(2015, 9, 1), date(2027, 12, 31)), st.sampled_from([date.min, date.max, date(2015, 10, 1), date(2027, 3, 31)])
)


@pytest.fixture(scope="module")
def full(books: Books, tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Books with every made file installed, prepared."""
    folder = tmp_path_factory.mktemp("every")
    store = Store(folder / "books")
    store.root.mkdir()
    (store.root / books.version).symlink_to(books.store.root / books.version)
    (folder / "files").mkdir()
    for made in MADE:
        (folder / "files" / made.name).write_bytes(made.content)
    list(install_all([folder / "files"], store, accept_ama=True))
    for text in (tables(), INDEX, DEFINITIONS):
        Path(folder / "file").write_text(text, "utf-8")
        install(folder / "file", store)
    own = Books(store, books.version)
    own.prepare()
    return own


QUESTIONS: dict[str, Callable[[Books, str, str, str, date], Any]] = {
    "entry": lambda books, system, one, _other, on: answers.entry(books, system, one, on),
    "entry, no day": lambda books, system, one, _other, _on: answers.entry(books, system, one, None),
    "hits": lambda books, system, one, other, on: answers.hits(books, system, f"{one} {other}", on, 3),
    "validator": lambda books, system, one, _other, on: answers.validator(books, on)(
        answers.Question(system=system, code=one, age=len(one) * 9 - 5, sex="F")
    ),
    "between": lambda books, _system, one, other, on: answers.between(books, one, other, on),
    "pcs_step": lambda books, _system, one, _other, on: answers.pcs_step(books, one, on),
    "pcs_ways": lambda books, _system, one, other, on: answers.pcs_ways(books, f"{one} {other}", on, 3),
    "sides": lambda books, _system, one, _other, on: beside.sides(books, one, on),
    "companions": lambda books, _system, one, _other, on: beside.companions(books, one, on),
    "below": lambda books, _system, one, _other, on: beside.below(books, one, on, billable=len(one) % 2 == 0, limit=3),
    "flags": lambda books, _system, one, _other, on: beside.flags(books, one, on),
    "pair": lambda books, _system, one, other, on: beside.pair(books, one, other, on, "practitioner", [other]),
    "units": lambda books, _system, one, _other, on: beside.units(books, one, on, "dme"),
    "coverage": lambda books, _system, one, other, on: beside.coverage(books, one, other, on),
    "severity": lambda books, _system, one, other, on: beside.severity(books, one, other, on),
    "with_seventh": lambda books, _system, one, other, _on: books.icd10cm.with_seventh(one, other),
    "descendants": lambda books, _system, one, _other, on: (
        books.icd10cm.descendants(one)[:3], books.icd10cm.billable_descendants(one, on)[:3], books.icd10cm.children(one),
    ),
    "procedures": lambda books, _system, one, _other, on: (
        books.icd10pcs.lookup(one, on), books.icd10pcs.title(one, on), books.icd10pcs.following(one.upper(), on),
    ),
    "diff": lambda books, system, one, other, _on: answers.difference(answers.changed(books, system, one, other), [one]),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(system=st.sampled_from(SYSTEMS), one=ODD, other=ODD, on=DAYS)
@example(system="icd10cm", one="\ud800", other="\ud800", on=date.max)
@example(system="hcpcs", one="\ud800", other="\0", on=date.min)
@example(system="icd10pcs", one="\ud800", other="", on=date(2026, 4, 15))
def test_nothing_raises_but_the_documented_error(full: Books, name: str, system: str, one: str, other: str, on: date) -> None:
    try:
        answer = QUESTIONS[name](full, system, one, other, on)
    except InputError as error:
        assert str(error)
        return
    assert name == "hits" or "\ud800" in one + other or encode(answer)


LISTS = {"icd10cm": DIAGNOSES, "icd10pcs": PROCEDURES}


@cache
def listed(system: str) -> tuple[dict[str, list[Span]], list[str], int]:
    """Of every code, when the Medicare Code Editor's list says that it is valid; the codes; the list's last day. Not asked of the books."""
    masters = master_list(LISTS[system])
    found: dict[str, list[Span]] = {}
    for span in masters.spans:
        found.setdefault(span.code, []).append(span)
    return found, sorted(found), masters.horizon


@pytest.mark.parametrize("system", LISTS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_validity_changes_on_the_effective_dates_and_on_no_other_day(books: Books, system: str, data: st.DataObject) -> None:
    """Between two days on which nothing of a code begins or ends its answer is the same; at each turn it is what the list says."""
    spans, codes, horizon = listed(system)
    code = codes[data.draw(st.integers(0, len(codes) - 1))]
    book: Any = getattr(books, system)
    turns = sorted({span.first for span in spans[code]} | {day_number(from_day_number(span.last) + DAY) for span in spans[code]})
    for turn in turns:
        for day in (from_day_number(turn) - DAY, from_day_number(turn)):
            due = any(span.first <= min(day_number(day), horizon) <= span.last for span in spans[code])
            assert book.validate(code, day).billable == due == book.is_billable(code, day), (code, day)
    one, other = sorted(data.draw(st.tuples(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.dates(date(2000, 1, 1), date(2040, 1, 1)))))
    if not any(day_number(one) < turn <= min(day_number(other), horizon) for turn in turns):
        before, after = book.validate(code, one), book.validate(code, other)
        assert (before.valid, before.billable) == (after.valid, after.billable)


@settings(max_examples=100, deadline=None)
@given(
    first=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    last=st.one_of(st.none(), st.integers(0, 3000)),
    days=st.lists(st.dates(date(1999, 1, 1), date(2041, 1, 1)), min_size=2, max_size=6),
)
def test_a_listed_code_is_valid_from_its_first_day_to_its_last(
    tmp_path_factory: pytest.TempPathFactory, first: date, last: int | None, days: list[date]
) -> None:
    """In the order of the days: not yet valid, valid, deleted; never back."""
    end = None if last is None else first + timedelta(days=last)
    store = Store(tmp_path_factory.mktemp("listed"))
    install_list(store, Loaded(system="hcpcs", release="1", rows=0), [Listed("T9991", "words", first, end)])
    book = ListBook(store, "hcpcs")
    told = [book.validate("T9991", day) for day in sorted([*days, first, first - DAY])]
    order = [1 if one.valid else 0 if one.reason == "not yet valid" else 2 for one in told]
    assert order == sorted(order) and order.count(1) >= 1 and order[0] in (0, 1)
    assert book.validate("T9991", first).valid and not book.validate("T9991", first - DAY).valid
    assert end is None or (book.validate("T9991", end).valid and not book.validate("T9991", end + DAY).valid)


@settings(max_examples=60, deadline=None)
@given(
    letters=st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=6),
    on=st.dates(date(2014, 1, 1), date(2030, 1, 1)),
)
def test_a_heading_is_valid_while_something_below_it_is_billable(books: Books, letters: str, on: date) -> None:
    """What is valid and not billable has billable codes below it; what is billable makes everything above it valid."""
    validity = books.icd10cm.validate(letters, on)
    below = books.icd10cm.billable_descendants(letters, on)
    if len(letters) >= 3:
        assert validity.valid == bool(below) and validity.billable == (letters in [undotted(code) for code in below])
    for code in below[:5]:
        bare = undotted(code)
        assert all(books.icd10cm.validate(bare[:length], on).valid for length in range(3, len(bare)) if books.icd10cm.lookup(bare[:length]))
