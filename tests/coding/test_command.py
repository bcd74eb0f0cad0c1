"""``claimwright code``: files, JSON lines, and calls that are wrong."""

from __future__ import annotations

import contextlib
import json

import pytest
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.core import InputError

NOTE = "ASSESSMENT\n1. Hypertension. Continue lisinopril 20 mg.\n2. No diabetes.\n"


@pytest.fixture(scope="module")
def runner():
    return CliRunner(), build()


def test_a_note_is_shown_to_eyes_and_as_json(runner, tmp_path):
    cli, app = runner
    path = tmp_path / "note.txt"
    path.write_text(NOTE)
    shown = cli.invoke(app, ["code", str(path)])
    assert shown.exit_code == 0 and "I10" in shown.output and "negated" in shown.output
    result = json.loads(cli.invoke(app, ["code", "--json", "--on", "2026-05-01", str(path)]).output)
    assert (
        result["date_of_service"] == "2026-05-01" and result["codes"][0]["code"] == "I10" and result["codes"][0]["role"] == "first-listed"
    )
    assert set(result) >= {"id", "date_of_service", "releases", "codes", "suppressed", "queries", "em"}


def test_json_lines_are_answered_in_order_and_bad_ones_in_their_place(runner, tmp_path, capfdbinary):
    _, app = runner
    path = tmp_path / "in.ndjson"
    path.write_text(
        "\n".join([json.dumps({"id": "a", "text": NOTE}), "{bad", json.dumps({"id": "c", "text": NOTE, "setting": "inpatient"})])
    )
    with contextlib.suppress(SystemExit):
        app(["code", "--ndjson", str(path)], standalone_mode=False)
    rows = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [row.get("id") for row in rows] == ["a", None, "c"]
    assert rows[0]["em"] and rows[1]["error"]["kind"] and rows[2]["em"] is None and rows[2]["codes"][0]["role"] == "principal"


@pytest.mark.parametrize(
    "arguments", [["code"], ["code", "--setting", "home", "x"], ["code", "--on", "tomorrow", "x"], ["code", "/nowhere/x.txt"]]
)
def test_a_wrong_call_is_one_clear_error(runner, arguments):
    cli, app = runner
    result = cli.invoke(app, arguments)
    assert isinstance(result.exception, InputError)
