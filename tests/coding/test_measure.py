"""The floor of the benchmark on development notes (only where they are), and of our own notes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimwright.cli.bench import coding as bench

SAMPLES = os.environ.get("CLAIMWRIGHT_SAMPLES")


@pytest.mark.skipif(not SAMPLES, reason="no samples")
def test_development_notes_reach_the_floor():
    told: list[str] = []
    figures = bench.run(Path(SAMPLES), told.append)
    assert figures["aci_dev_without_index"]["all"]["f1"] >= 0.5
    if figures["index_installed"]:
        assert figures["aci_dev"]["all"]["f1"] >= 0.55
    assert told


def test_our_own_notes_reach_the_floor(books):
    figures = bench._measure_own(books, lambda text: None)
    assert figures["all"]["f1"] >= 0.75 and figures["services"]["f1"] >= 0.85


def test_alternates_count_and_optional_codes_neither_help_nor_harm():
    class Key:
        def __init__(self, code, optional=False, alternates=()):
            self.code, self.optional, self.alternates = code, optional, alternates

    key = [Key("A", alternates=("B",)), Key("C", optional=True)]
    assert bench.judged({"B", "C"}, key) == ({"A"}, {"A"})
    assert bench.judged({"D"}, key) == ({"D"}, {"A"})
