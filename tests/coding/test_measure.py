"""The scorer itself, the floor of the benchmark on development notes (only where they are), and of our own notes."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from claimwright.cli.bench import coding as bench
from claimwright.cli.measures.coding import Coded, coded, figures, interval, micro, note_sets, scores
from claimwright.cli.measures.coding.ablation import _without_context, _without_family
from claimwright.cli.measures.coding.calibrate import fit, sure_from
from claimwright.cli.measures.coding.first_sight import rows as first_sight
from claimwright.coding import CodingRequest, code
from claimwright.core.discovery import tables

SAMPLES = os.environ.get("CLAIMWRIGHT_SAMPLES")


@pytest.mark.skipif(not SAMPLES, reason="no samples")
def test_development_notes_reach_the_floor(books):
    """The floors hold with the embedded books alone; with the Index they are higher."""
    notes = next(one for one in note_sets(Path(str(SAMPLES))) if one.name == "aci_dev")
    found = figures(coded(notes, books)[0])
    assert found["f1"] >= (0.6 if books.index is not None else 0.5)
    assert found["f1_category"] >= 0.75
    assert found["auto_precision"] >= (0.85 if books.index is not None else 0.8)  # of some sixty codes


def test_our_own_notes_reach_the_floor(books):
    """Diagnoses and services of the demonstration practices, against their keys."""
    found = bench._measure_own(books, lambda text: None)
    assert found["all"]["f1"] >= 0.75 and found["services"]["f1"] >= 0.85


def test_alternates_count_and_optional_codes_neither_help_nor_harm():
    """An alternate stands for its code."""

    class Key:
        def __init__(self, code, optional=False, alternates=()):
            self.code, self.optional, self.alternates = code, optional, alternates

    key = [Key("A", alternates=("B",)), Key("C", optional=True)]
    assert bench.judged({"B", "C"}, key) == ({"A"}, {"A"})
    assert bench.judged({"D"}, key) == ({"D"}, {"A"})


def _note(codes, gold, **more):
    return Coded(
        "n", "prose", "train", set(gold), list(codes), {code: ("auto" if code == "A100" else "review", 0.5) for code in codes}, **more
    )


def test_scores_count_codes_categories_first_and_tiers():
    """One note right, one in half, one without an answer."""
    found = figures([_note(["A100"], ["A100"]), _note(["B109", "A100"], ["B100", "A100"]), _note([], ["C200"])])
    assert (found["precision"], found["recall"]) == (0.6667, 0.5)
    assert found["f1"] == 0.5714 and found["f1_category"] == 0.8571
    assert found["f1_per_note"] == 0.5 and found["first_listed"] == 0.5
    assert (found["auto_share"], found["auto_precision"]) == (0.6667, 1.0)


def test_interval_is_the_same_each_time_and_holds_the_figure():
    """Drawn with a seed."""
    counts = [(1, 2, 2), (0, 1, 3), (2, 2, 2), (1, 1, 4)]
    low, high = interval(counts)
    assert (low, high) == interval(counts)
    assert low <= micro(counts)["f1"] <= high


def test_a_code_divided_since_is_met_by_its_parts():
    """R51 has become R51.0 and R51.9."""
    found = scores.of_the_time([_note(["R519", "I10"], ["R51", "I10"])], lambda code: code != "R51")
    assert figures(found)["f1"] == 1.0


def test_a_part_taken_out_changes_the_answer_and_comes_back(books):
    """A family of cues, a family of rules."""
    request = CodingRequest(text="ASSESSMENT\n1. Asthma.\n2. Possible pneumonia.")

    def answer():
        return {one.code for one in code(request, books).codes}

    whole = answer()
    with _without_context("uncertain"):
        assert "J18.9" in answer() and "J18.9" not in whole
    with _without_family("general"):
        answer()
    assert answer() == whole


def test_weights_follow_what_is_right():
    """A sign that always tells the truth weighs more than one that never does."""
    rows = [(f"n{number}", ("good",), True) for number in range(20)] + [(f"n{number}", ("bad",), False) for number in range(20)]
    weights = fit(rows)
    assert weights["good"] > 1 > -1 > weights["bad"]


def test_sure_is_the_least_confidence_from_which_on_nine_in_ten_are_right():
    """Told with the share of codes above it and of those that are right; 0.99 where it is never so."""
    said = np.array([0.75] * 10 + [0.85] * 10)
    right = np.array([True] * 5 + [False] * 5 + [True] * 9 + [False])
    assert sure_from((said, right), 20) == (0.76, 0.5, 0.9)
    assert sure_from((said, ~right), 20) == (0.99, 0.0, 0.0)


def test_rows_of_first_sight_have_weights_of_their_signs():
    """A sign that is renamed must not lose its weight in silence."""
    weights = tables("claimwright.coding")["confidence"]["weights"]
    assert {sign for _, signs, _ in first_sight() for sign in signs} <= set(weights)
