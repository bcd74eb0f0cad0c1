"""Stage 3: what the words around a mention make of it; contrast pairs that differ in one word."""

from __future__ import annotations

import pytest

from claimwright.coding import CodingRequest, code
from claimwright.coding.context import reason_for

SAID = [
    ("Denies chest pain", "chest pain", "negated"),
    ("No evidence of pneumonia on the film", "pneumonia", "negated"),
    ("Pneumonia was ruled out", "Pneumonia", "negated"),
    ("Possible pneumonia", "pneumonia", "uncertain"),
    ("Findings consistent with gout", "gout", "uncertain"),
    ("Rule out pulmonary embolism", "pulmonary embolism", "rule-out"),
    ("Mother had breast cancer", "breast cancer", "family"),
    ("Breast cancer in his mother", "Breast cancer", "family"),
    ("His wife has influenza", "influenza", "other-patient"),
    ("History of gastric ulcer", "gastric ulcer", "historical"),
    ("The rash has resolved", "rash", "resolved"),
    ("Return if he develops fever", "fever", "hypothetical"),
    ("Risks include infection and bleeding", "bleeding", "hypothetical"),
    ("Presents with chest pain", "chest pain", None),
    ("No fever but has cough", "cough", None),
    ("Pain is not controlled", "Pain", None),
    ("Laceration without foreign body", "Laceration", None),
]


@pytest.mark.parametrize(("sentence", "words", "reason"), SAID)
def test_cue_gives_its_reason(sentence, words, reason):
    start = sentence.index(words)
    found = reason_for(sentence, start, start + len(words))
    assert (found[0] if found else None) == reason


def codes(books, text, **more):
    result = code(CodingRequest(text=text, **more), books)
    return {one.code for one in result.codes if one.system == "icd10cm"}, result


PAIRS = [
    ("ASSESSMENT\n1. Pneumonia.", "ASSESSMENT\n1. Probable pneumonia.", "J18.9", "uncertain"),
    ("ASSESSMENT\n1. Pneumonia.", "ASSESSMENT\n1. No pneumonia.", "J18.9", "negated"),
    ("ASSESSMENT\n1. Pneumonia.", "ASSESSMENT\n1. Rule out pneumonia.", "J18.9", "rule-out"),
    ("ASSESSMENT\n1. Colon cancer.", "ASSESSMENT\n1. Mother had colon cancer.", "C18.9", "family"),
]


@pytest.mark.parametrize(("plain", "changed", "expected", "reason"), PAIRS)
def test_one_word_makes_the_difference(books, plain, changed, expected, reason):
    assert expected in codes(books, plain)[0]
    found, result = codes(books, changed)
    assert expected not in found
    assert reason in {one.reason for one in result.suppressed}


def test_uncertain_final_diagnosis_counts_only_for_the_inpatient_facility(books):
    text = "DISCHARGE DIAGNOSIS\n1. Probable pneumonia."
    assert "J18.9" in codes(books, text, setting="inpatient")[0]
    assert "J18.9" not in codes(books, text)[0]


def test_confirmed_only_conditions_are_never_coded_from_doubt(books):
    assert "U07.1" not in codes(books, "DISCHARGE DIAGNOSIS\n1. Suspected COVID-19.", setting="inpatient")[0]


def test_sides_make_the_code(books):
    assert "M25.561" in codes(books, "ASSESSMENT\n1. Right knee pain.")[0]
    assert "M25.562" in codes(books, "ASSESSMENT\n1. Left knee pain.")[0]
    assert {"M25.561", "M25.562"} <= codes(books, "ASSESSMENT\n1. Bilateral knee pain.")[0]
