"""Payment scores worked by hand, as data (``examples/payment.toml``): each with the document and place that a reader can look up."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claimwright.core import convert
from claimwright.risk import Adjustment, RiskRequest, risk
from claimwright.risk.payment import blended, factor, normalized, paid

EXAMPLES = tomllib.loads((Path(__file__).parent / "examples" / "payment.toml").read_text("utf-8"))["example"]


def answered(example: dict[str, Any]) -> dict[str, Any]:
    """What the engine says: of a person, of the shares of a blend, or of the steps alone."""
    if "request" in example:
        result = risk(convert(example["request"], RiskRequest))
        told = {name: getattr(result, name) for name in ("model", "segment", "demographic", "raw_score", "normalized", "payment_score")}
        return told | {"hccs": list(result.hccs), "parts": [part.payment_score for part in result.parts], "reason": result.reason}
    if "blend" in example:
        return {"payment_score": blended((factor(score, 1000), percent) for score, percent in example["blend"]) / 1000}
    adjustment = Adjustment(factor(example["normalization"]), factor(example["coding_intensity"]))
    raw = factor(example["raw"], 1000)
    return {"normalized": normalized(raw, adjustment) / 1000, "payment_score": paid(raw, adjustment) / 1000}


@pytest.mark.parametrize("example", EXAMPLES, ids=[one["id"] for one in EXAMPLES])
def test_an_example_is_met_to_the_third_decimal(example: dict[str, Any]):
    expected, found = dict(example["expect"]), answered(example)
    refused = expected.pop("refused", None)
    assert {name: found[name] for name in expected} == expected
    if refused is not None:
        assert found["payment_score"] is None and refused in found["reason"]


def test_every_example_names_what_a_reader_can_look_up_and_how_we_know_it():
    for example in EXAMPLES:
        assert example["document"] and example["place"] and example["expect"], example["id"]
        assert example["standing"].startswith(("published example: ", "restated: ", "our own arithmetic")), example["id"]


def test_the_examples_cover_each_year_program_and_step():
    requests = [example.get("request", {}) for example in EXAMPLES]
    assert {request.get("payment_year") for request in requests} >= {2024, 2025, 2026}
    assert {request.get("model", "") for request in requests} >= {"", "V24", "V28", "ESRD-V24", "RXHCC-V08"}
    assert any(request.get("program") == "pace" for request in requests) and any("frailty" in request for request in requests)
    assert len(EXAMPLES) == len({example["id"] for example in EXAMPLES}) >= 12
