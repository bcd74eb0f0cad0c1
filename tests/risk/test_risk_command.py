"""``claimwright risk``: the contract's fields, bad lines in place, the same answers over processes, and the table for eyes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwright.cli.main import build

CONTRACT = ("id", "segment", "hccs", "dropped", "interactions", "demographic", "raw_score", "normalized", "payment_score", "by_hcc")
GOOD = {"id": "r1", "model": "CMS-HCC V28", "payment_year": 2026, "age": 70, "sex": "M", "dual": "NA", "orec": "0", "crec": "0",
        "diagnoses": ["E11.9", "T82.512A"]}  # fmt: skip


def run(tmp_path: Path, *records: object, options: tuple[str, ...] = ()) -> tuple[int, list[dict]]:
    file = tmp_path / "people.ndjson"
    file.write_text("\n".join(item if isinstance(item, str) else json.dumps(item) for item in records), "utf-8")
    done = CliRunner().invoke(build("risk"), ["risk", "--ndjson", str(file), *options])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]


def test_the_contract(tmp_path: Path):
    status, (answer,) = run(tmp_path, GOOD)
    assert status == 0 and next(iter(answer)) == "id" and set(CONTRACT) <= set(answer)
    assert (answer["segment"], answer["hccs"], answer["by_hcc"], answer["interactions"]) == ("CNA", ["38"], {"38": 0.166}, [])
    assert (answer["demographic"], answer["raw_score"], answer["normalized"], answer["payment_score"]) == (0.396, 0.562, 0.527, 0.496)
    assert answer["dropped"][0]["hcc"] == "223" and answer["dropped"][0]["because"]


def test_numbers_and_words_are_both_taken(tmp_path: Path):
    plain = GOOD | {"orec": 0, "crec": 0, "dual": "none", "model": "v28"}
    _status, (first, second) = run(tmp_path, GOOD, plain)
    assert first == second


def test_bad_lines_stand_in_their_place(tmp_path: Path):
    status, answers = run(tmp_path, GOOD, "{", GOOD | {"id": "r3", "age": "old"}, GOOD | {"id": "r4", "age": 140}, GOOD | {"id": "r5"})
    assert status == 1 and [item.get("id") for item in answers] == ["r1", None, "r3", "r4", "r5"]
    assert [item["error"]["kind"] for item in answers[1:3]] == ["not-json", "shape"]
    assert answers[3]["raw_score"] is None and answers[3]["reason"] and answers[4]["raw_score"] == 0.562


def test_processes_answer_the_same(tmp_path: Path):
    records = [GOOD | {"id": str(number), "age": 60 + number, "orec": "1"} for number in range(40)]
    assert run(tmp_path, *records) == run(tmp_path, *records, options=("--jobs", "2"))


def test_a_blend_carries_its_parts(tmp_path: Path):
    _status, (answer,) = run(tmp_path, {key: value for key, value in GOOD.items() if key != "model"} | {"payment_year": 2024})
    assert [part["model"] for part in answer["parts"]] == ["V24", "V28"] and answer["payment_score"]


def test_claims_are_taken(tmp_path: Path):
    claim = {
        "id": "A1", "charge": "10.00", "patient": {"id": "P", "last": "Doe", "first": "Jo"}, "subscriber": {"member_id": "1"},
        "payer": {"id": "M", "name": "M"}, "billing": {"npi": "1245319599"}, "diagnoses": [{"code": "E11.22"}],
        "lines": [{"number": 1, "control_number": "1", "procedure": "99214", "charge": "10.00", "from": "2025-05-05"}],
    }  # fmt: skip
    _status, (answer,) = run(tmp_path, GOOD | {"diagnoses": [], "claims": [claim]})
    assert answer["hccs"] == ["37"] and answer["sources"] == {"E11.22": [{"claim": "A1", "line": 1}]}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--dx", "E1169,I509,T82512A,R05", "--age", "70", "--sex", "M", "--year", "2026"), ("HCC 223", "DIABETES_HF_V28", "unused R05")),
        (("--dx", "E1169", "--age", "70", "--sex", "M", "--year", "2024"), ("67 % V24", "33 % V28", "payment score")),
        (("--dx", "", "--born", "1950-01-01", "--sex", "F", "--model", "V24", "--year", "2026"), ("raw score", "not paid by V24")),
    ],
)  # fmt: skip
def test_the_table(options: tuple[str, ...], words: tuple[str, ...]):
    done = CliRunner().invoke(build("risk"), ["risk", *options])
    assert done.exit_code == 0 and all(word in done.stdout for word in words)


def test_json_of_one_person():
    done = CliRunner().invoke(
        build("risk"), ["risk", "--dx", "E119", "--age", "70", "--sex", "M", "--model", "V28", "--year", "2026", "--json"]
    )
    assert json.loads(done.stdout)["raw_score"] == 0.562


def test_no_score_is_status_one():
    done = CliRunner().invoke(build("risk"), ["risk", "--dx", "E119", "--age", "200", "--sex", "M"])
    assert done.exit_code == 1 and "no score" in done.stdout
