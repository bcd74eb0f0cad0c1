"""The reference data: every stated expectation, and the random people of hccinfhir 0.4.0 (a peer's answer, not CMS's)."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from claimwright.risk import RiskRequest, score

from .differences import explaining
from .test_peer import as_the_peer_reads


def test_anchors(samples: Path):
    pytest.importorskip("hccpy")
    rows = [json.loads(line) for line in (samples / "truth/raf/anchors.ndjson").read_text("utf-8").splitlines()]
    assert len(rows) == 29
    for row in rows:
        _meets(row)


def _meets(row: dict) -> None:
    expected = row["expected"]
    request = RiskRequest(
        model=row["model"], age=row["age"], sex=row["sex"], segment=row["segment"], orec=row["orec"],
        dual="full" if row["medicaid"] else "none", diagnoses=tuple(row["dx"]), normalization=row.get("normalisation"),
        coding_intensity=row.get("maci"), frailty=row.get("frailty"),
    )  # fmt: skip
    answer = score(request)
    raw = expected.get("risk_score", expected.get("risk_score_hccinfhir_0_4_0"))
    assert raw in (None, answer.raw_score), row["id"]
    if paid := expected.get("payment_score", expected.get("risk_score_normalised")):
        assert answer.payment_score == pytest.approx(paid, abs=0.001), row["id"]  # the expectation is not rounded step by step
    used = {*answer.by_demographic, *(f"{answer.segment}_{name}" for name in answer.by_interaction)}
    used |= {f"{answer.segment}_HCC{hcc}" for hcc in answer.by_hcc}
    assert set(expected.get("has", ())) <= used, row["id"]
    assert {hcc.removeprefix("HCC") for hcc in expected.get("hcc_present", ())} <= set(answer.hccs), row["id"]
    assert not {hcc.removeprefix("HCC") for hcc in expected.get("hcc_absent", ())} & set(answer.hccs), row["id"]


def test_random_people_of_the_peer(samples: Path):
    counted: Counter[str] = Counter()
    with gzip.open(samples / "truth/raf/hccinfhir_0_4_0_random.ndjson.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            who, expected = row["demographics"], row["expected"]
            request = RiskRequest(
                model=row["model"], payment_year=2026, age=who["age"], sex=who["sex"], dual=who["dual_elgbl_cd"], orec=who["orec"],
                crec=who["crec"], new_enrollee=who.get("new_enrollee", False), institutional=who.get("lti", False),
                low_income=who.get("low_income", False), diagnoses=tuple(row["dx"]),
            )  # fmt: skip
            answer = score(request)
            assert answer.raw_score is not None
            theirs, ours = round(expected["risk_score"] * 1000), round(answer.raw_score * 1000)
            if answer.model == "RXHCC-V08":
                assert as_the_peer_reads(request) == theirs
                counted["as the peer reads RxHCC"] += 1
                continue
            reasons = explaining(answer.model, request, answer)
            assert theirs - ours == sum(reason.excess(answer) for reason in reasons if reason.excess), row["id"]
            assert list(answer.hccs) == expected["hcc_list"]
            counted["explained" if reasons else "equal"] += 1
    assert counted == {"equal": 853, "explained": 12, "as the peer reads RxHCC": 135}
