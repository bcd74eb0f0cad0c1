"""Without its evidence a code is gone; and what is kept between blankings changes nothing of what is said."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from claimwright.cli.bench.coding import own_requests
from claimwright.coding import CodingRequest, code
from claimwright.coding.case import Case
from claimwright.coding.counterfactual import blank
from claimwright.core import Document, Evidence, encode

SAMPLES = os.environ.get("CLAIMWRIGHT_SAMPLES")


def _plainly(self: Case, documents: tuple[Document, ...]) -> Case:
    """A case over blanked documents, with nothing kept."""
    case = Case.open(documents, self.setting, self.on, self.patient, self.books, self.knowledge)
    case.place_of_service, case.external_causes, case.everything = self.place_of_service, self.external_causes, self.everything
    return case


def _same_either_way(requests: list[CodingRequest], books: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [encode(code(request, books)) for request in requests]
    monkeypatch.setattr(Case, "reopened", _plainly)
    assert [encode(code(request, books)) for request in requests] == kept


def test_what_is_kept_changes_nothing(books: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over notes of the demonstration practices."""
    _same_either_way([request for request, _ in own_requests()][::3], books, monkeypatch)


@pytest.mark.slow
@pytest.mark.skipif(not SAMPLES, reason="no samples")
def test_what_is_kept_changes_nothing_over_all_notes(books: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over all development notes, and every tenth case report with everything it names."""
    requests = []
    for name, step, everything in (("aci_dev", 1, False), ("codiesp_train", 10, True)):
        lines = (Path(str(SAMPLES)) / "notes" / name / "notes.ndjson").read_text("utf-8").splitlines()
        requests += [CodingRequest(id=row["id"], text=row["text"], everything=everything) for row in map(json.loads, lines[::step])]
    _same_either_way(requests, books, monkeypatch)


def test_blanks_keep_every_offset() -> None:
    """Overlapping spans, the same span twice."""
    spans = [Evidence(start=2, end=5, text="cde"), Evidence(start=4, end=7, text="efg"), Evidence(start=2, end=5, text="cde")]
    assert blank((Document(text="abcdefghij"),), spans)[0].text == "ab     hij"
