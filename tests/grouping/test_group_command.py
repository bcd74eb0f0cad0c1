"""``claimwright group``: one object in, one out, in the order and with the fields of the contract."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from claimwright.cli.main import build

FIELDS = {"id", "version", "drg", "initial_drg", "mdc", "severity", "weight", "gmlos", "return_code", "mce", "codes"}


def ran(tmp_path: Path, *lines: str, options: tuple[str, ...] = ()) -> tuple[int, list[dict[str, object]]]:
    source = tmp_path / "stays.ndjson"
    source.write_text("\n".join(lines), "utf-8")
    result = CliRunner().invoke(build("group"), ["group", "--ndjson", str(source), *options])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_a_stay_comes_back_with_every_field_of_the_contract(tmp_path: Path) -> None:
    line = (
        '{"id": "S1", "discharge_date": "2026-05-01", "age": 70, "sex": "F", "discharge_status": 1, "admit_diagnosis": "R06.02",'
        ' "principal": {"code": "I50.20", "poa": "Y"}, "secondary": [{"code": "J96.00", "poa": "Y"}], "procedures": [{"code": "5A1955Z"}],'
        ' "hospital_status": "NOT_EXEMPT", "length_of_stay": 2}'
    )
    status, (answer,) = ran(tmp_path, line)
    assert status == 0
    assert set(answer) >= FIELDS
    assert (answer["drg"], answer["mdc"], answer["version"]) == ("291", "05", "43.1")
    assert [edit["edit"] for edit in answer["mce"]] == ["INCONSISTENT_WITH_LENGTH_OF_STAY"]  # type: ignore[attr-defined]
    assert all({"code", "cc", "hac"} <= set(code) for code in answer["codes"])  # type: ignore[attr-defined]


def test_a_bad_line_is_answered_in_its_place(tmp_path: Path) -> None:
    good = '{"id": 2, "principal": "I5020", "age": 70, "sex": "F", "discharge_status": "01"}'
    status, answers = ran(tmp_path, '{"id": 1, "principal": 5}', good, "nonsense", options=("--on", "2026-05-01"))
    assert status == 1
    assert [("error" in answer, answer["id"]) for answer in answers] == [(True, 1), (False, 2), (True, None)]
    assert answers[1]["date"] == "2026-05-01"


def test_one_stay_on_the_command_line_is_shown() -> None:
    arguments = ["group", "--principal", "I50.20:Y", "--secondary", "J96.00:Y,I10", "--age", "70", "--sex", "F", "--on", "2026-05-01"]
    result = CliRunner().invoke(build("group"), arguments)
    assert result.exit_code == 0
    assert "MS-DRG 291 v43.1" in result.stdout and "makes the severity alone" in result.stdout and "weights not installed" in result.stdout


def test_without_records_the_call_is_refused() -> None:
    result = CliRunner().invoke(build("group"), ["group"])
    assert "needs --ndjson" in str(result.exception)
