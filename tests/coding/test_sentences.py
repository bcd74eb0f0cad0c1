"""Stated problems, sentences of running text, and sentences of which nothing is coded: what each comes to."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwright.coding import CodingRequest
from claimwright.coding.pipeline import examined

DATA = Path(__file__).parent / "data"


def lines(name):
    return [line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def pairs(name):
    return [(text, set(codes.split())) for text, codes in (line.split("\t") for line in lines(name))]


def found(books, text, setting="outpatient"):
    case = examined(CodingRequest(text=text, setting=setting), books)
    return {code for code, one in case.findings.items() if one.role != "external-cause"}


def test_a_stated_problem_has_its_codes_and_no_other(books):
    wrong = {text: got for text, codes in pairs("statements.tsv") if (got := found(books, f"ASSESSMENT\n1. {text}.")) != codes}
    assert wrong == {}


def test_running_text_has_its_codes_and_no_other(books):
    around = "Mr. Doe, 60, was seen today. {} I will see him again in three months."
    wrong = {text: got for text, codes in pairs("running_text.tsv") if (got := found(books, around.format(text))) != codes}
    assert wrong == {}


@pytest.mark.parametrize("setting", ["outpatient", "inpatient"])
def test_what_is_not_a_present_fact_about_the_patient_is_not_coded(books, setting):
    around = "Mr. Doe was seen. {} He takes part in his care."
    got = {text: found(books, around.format(text), setting) for text in lines("not_coded.txt")}
    assert {text: codes for text, codes in got.items() if any(code[0] != "Z" for code in codes)} == {}


TITLES = [
    "Preop: gallstones. Postop: {}.",
    "PREOPERATIVE DIAGNOSIS: {}\nPOSTOPERATIVE DIAGNOSIS: Same",
    "Pre- and post-operative diagnosis: {}",
    "Postop dx    {}",
    "POSTOP DX - {}",
    "Before: gallstones\nAfter: {}",
    "Diagnosis at operation: {}",
    "Reason for surgery: {}",
    "Dx {}",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("setting", ["outpatient", "inpatient"])
def test_an_operative_report_tells_its_diagnosis_under_many_headings(books, title, setting):
    report = f"OPERATIVE REPORT\nPatient: J. Doe, 61\n{title.format('acute appendicitis')}\nProcedure: laparoscopic appendectomy\n"
    assert "K35.80" in found(books, report, setting)
