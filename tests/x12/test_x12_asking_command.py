"""The x12 commands on questions and answers: JSON lines out and back to the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.core import InputError

from .x12_inquiries import GOOD

run = CliRunner()
ROUND = {"270": "270", "271": "271", "276": "276", "277": "277", "278 request": "278", "278 answer": "278"}


@pytest.mark.parametrize("name", ROUND)
def test_what_read_prints_write_turns_back_into_the_same_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / "asked.edi"
    path.write_bytes(GOOD[name])
    lines = run.invoke(build(), ["x12", "read", "--ndjson", str(path)]).stdout
    out = tmp_path / "again.edi"
    options = ["--sender", "PRACTICE1", "--receiver", "PAYER1", "--control", "7", "--timestamp", "2026-03-03T08:30", "--out", str(out)]
    result = run.invoke(build(), ["x12", "write", "--to", ROUND[name], *options], input=lines)
    assert result.exit_code == 0
    assert out.read_bytes() == GOOD[name]


@pytest.mark.parametrize("name", ["270", "271", "276", "277", "278 answer", "834", "820"])
def test_read_for_eyes_says_what_each_value_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / "asked.edi"
    path.write_bytes(GOOD[name])
    result = run.invoke(build(), ["x12", "read", str(path)])
    assert result.exit_code == 0
    assert any(word in result.stdout for word in ("Inquiry", "Answer", "Enrollment", "PremiumPayment"))


def test_an_inquiry_that_is_no_inquiry_names_its_line() -> None:
    result = run.invoke(build(), ["x12", "write", "--to", "270"], input='{"payer": 5}\n')
    assert isinstance(result.exception, InputError)
    assert "line 1" in str(result.exception)


def test_check_names_the_set(tmp_path: Path) -> None:
    path = tmp_path / "dental.edi"
    path.write_bytes(GOOD["837D"])
    result = run.invoke(build(), ["x12", "check", "--ndjson", str(path)])
    assert json.loads(result.stdout)["transactions"][0]["type"] == "837D"
