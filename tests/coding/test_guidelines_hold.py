"""What holds for any codes and any day: nothing leaves that may not be billed, and no Excludes1 pair leaves unflagged."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.coding import CodingRequest, PatientFacts, code
from claimwright.coding.case import Case, Finding
from claimwright.coding.guidelines import apply_guidelines
from claimwright.coding.knowledge import knowledge
from claimwright.core import Document, Evidence

DAYS = st.dates(date(2023, 10, 1), date(2027, 3, 31))
SETTINGS = st.sampled_from(["outpatient", "inpatient"])


@pytest.fixture(scope="module")
def titles(books):
    """Code and title of every code of the newest text that has both."""
    tree = knowledge(books).tree
    return sorted((code_, title) for code_, title in tree.titles.items() if len(title) < 80)


def case_of(books, chosen, setting, on):
    """A case whose record states each title as a problem of its own, with the codes found already, whatever the day says of them."""
    text, case_findings = "ASSESSMENT\n", []
    for number, (code_, title) in enumerate(chosen, 1):
        line = f"{number}. {title}"
        start = len(text) + len(f"{number}. ")
        span = Evidence(start=start, end=start + len(title), text=title, section="assessment")
        case_findings.append(Finding(code_, 1, 1.0, (title,), evidence=[span], order=(1, start)))
        text += line + "\n"
    case = Case.open((Document(id="note", text=text),), setting, on, PatientFacts(), books, knowledge(books))
    case.findings = {found.code: found for found in case_findings}
    return case


def unflagged(books, codes, queries, on):
    """Excludes1 pairs that no question names."""
    asked = [query.about for query in queries if query.kind == "excludes1"]
    kept_apart = [pair for pair in combinations(codes, 2) if books.icd10cm.between(*pair, on).kind == "excludes1"]
    return [pair for pair in kept_apart if not any(all(one in about for one in pair) for about in asked)]


@settings(max_examples=60, deadline=None)
@given(data=st.data(), on=DAYS, setting=SETTINGS)
def test_random_codes_leave_the_rules_billable_and_flagged(books, titles, data, on, setting):
    chosen = data.draw(st.lists(st.sampled_from(titles), min_size=1, max_size=8, unique=True))
    case = case_of(books, chosen, setting, on)
    before = set(case.findings)
    apply_guidelines(case)
    assert all(books.icd10cm.is_billable(one, on) for one in case.findings)
    assert unflagged(books, list(case.findings), case.queries, on) == []
    told = {seen.code for seen in case.suppressed.values()}
    assert before - set(case.findings) <= told, "what goes is reported with its reason"


NEAR = (
    "E10.9",
    "E11.9",
    "E11.65",
    "O24.419",
    "I10",
    "I11.0",
    "I15.9",
    "J20.9",
    "J40",
    "J44.9",
    "J45.909",
    "I63.9",
    "Z86.73",
    "C50.912",
    "Z85.3",
    "D50.9",
    "D63.1",
    "R55",
    "I95.1",
    "F32.A",
    "F33.1",
    "K21.9",
    "R10.9",
    "M54.50",
    "M54.16",
    "B20",
    "Z21",
    "J96.01",
    "R09.02",
    "N39.0",
    "N30.00",
    "L03.115",
    "E86.0",
    "K52.9",
    "A09",
    "G43.909",
    "R51.9",
    "F10.20",
    "F10.10",
    "Z79.4",
    "N18.6",
    "N18.30",
    "T81.40XA",
    "O80",
    "O99.019",
    "U07.1",
    "J12.82",
    "J18.9",
)
"""Codes that stand in each other's notes, so that conflicts are many."""


@settings(max_examples=80, deadline=None)
@given(chosen=st.lists(st.sampled_from(NEAR), min_size=2, max_size=9, unique=True), on=DAYS, setting=SETTINGS)
def test_codes_in_each_others_notes_leave_flagged(books, chosen, on, setting):
    tree = knowledge(books).tree
    case = case_of(books, [(one, tree.titles.get(one, one)) for one in chosen], setting, on)
    apply_guidelines(case)
    assert all(books.icd10cm.is_billable(one, on) for one in case.findings)
    assert unflagged(books, list(case.findings), case.queries, on) == []


@settings(max_examples=25, deadline=None)
@given(data=st.data(), on=DAYS, setting=SETTINGS)
def test_notes_made_of_titles_are_coded_billable_and_flagged(books, titles, data, on, setting):
    chosen = data.draw(st.lists(st.sampled_from(titles), min_size=1, max_size=6, unique=True))
    heading = "DISCHARGE DIAGNOSES" if setting == "inpatient" else "ASSESSMENT"
    text = heading + "\n" + "\n".join(f"{number}. {title}." for number, (_, title) in enumerate(chosen, 1))
    result = code(CodingRequest(text=text, setting=setting, date_of_service=on), books)
    found = [one.code for one in result.codes if one.system == "icd10cm"]
    assert all(books.icd10cm.is_billable(one, on) for one in found)
    assert unflagged(books, found, result.queries, on) == []
