"""The x12 commands: exit statuses, JSON lines, bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwright import x12
from claimwright.cli.main import build
from claimwright.core import InputError
from claimwright.x12.names import name

from .x12_making import claim, dental_claim, dependent_claim, envelope, remittance

GOOD = x12.write_837([claim(), dependent_claim()], envelope())
run = CliRunner()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.edi"
    path.write_bytes(GOOD)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.edi"
    path.write_bytes(GOOD.replace(b"CLM*A1001*237", b"CLM*A1001*500"))
    return path


def test_check_prints_one_object_per_file_and_tells_by_its_status(good: Path, bad: Path) -> None:
    fine = run.invoke(build(), ["x12", "check", "--ndjson", str(good)])
    assert fine.exit_code == 0
    mixed = run.invoke(build(), ["x12", "check", "--ndjson", str(good), str(bad)])
    assert mixed.exit_code == 1
    first, second = map(json.loads, mixed.stdout.splitlines())
    assert (first["verdict"], second["verdict"]) == ("accepted", "rejected")
    assert first["transactions"][0]["type"] == "837P"
    assert first["transactions"][0]["claims"] == 2
    finding = second["findings"][0]
    names = ("id", "snip", "loop", "segment", "element", "component", "value")
    assert tuple(finding[name] for name in names) == (
        "x12-claim-total", 3, "2300", "CLM", 2, None, "500",
    )  # fmt: skip


def test_check_goes_on_after_a_file_that_cannot_be_read(good: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("dear payer")
    result = run.invoke(build(), ["x12", "check", "--ndjson", str(other), str(good)])
    assert result.exit_code == 2
    answers = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    assert "error" in answers[0]
    assert answers[1]["verdict"] == "accepted"


def test_read_and_write_are_each_other_s_reverse(good: Path, tmp_path: Path) -> None:
    listed = run.invoke(build(), ["x12", "read", "--ndjson", str(good)])
    assert listed.exit_code == 0
    assert [json.loads(line)["id"] for line in listed.stdout.splitlines()] == ["A1001", "A1002"]
    out = tmp_path / "again.edi"
    args = ["x12", "write", "--ndjson", "--to", "837P", "--out", str(out), "--timestamp", "2026-03-03T08:30"]
    assert run.invoke(build(), args, input=listed.stdout).exit_code == 0
    assert list(x12.read(out)) == [claim(), dependent_claim()]


def test_a_payment_is_its_claims_and_a_closing_line_both_ways(tmp_path: Path) -> None:
    path, out = tmp_path / "paid.edi", tmp_path / "again.edi"
    path.write_bytes(x12.write_835([remittance(), remittance()], envelope()))
    listed = run.invoke(build(), ["x12", "read", "--ndjson", str(path)])
    assert ["payment" in json.loads(line) for line in listed.stdout.splitlines()] == [False, True, False, True]
    assert run.invoke(build(), ["x12", "write", "--ndjson", "--to", "835", "--out", str(out)], input=listed.stdout).exit_code == 0
    assert list(x12.read(out)) == [remittance(), remittance()]


def test_dental_claims_and_what_no_field_holds_go_through_json_and_back(tmp_path: Path) -> None:
    first, out = tmp_path / "claims.edi", tmp_path / "again.edi"
    first.write_bytes(x12.write_837([dental_claim(segments=("2300/K3*FIXED",))], envelope()))
    listed = run.invoke(build(), ["x12", "read", str(first), "--ndjson"])
    assert '"segments":["2300/K3*FIXED"]' in listed.stdout
    args = ["x12", "write", "--ndjson", "--to", "837D", "--out", str(out), "--timestamp", "2026-03-03T08:30"]
    assert run.invoke(build(), args, input=listed.stdout).exit_code == 0
    assert list(x12.read(out)) == list(x12.read(first))


def test_rewrite_gives_the_same_bytes(good: Path) -> None:
    assert run.invoke(build(), ["x12", "rewrite", str(good)]).stdout_bytes == GOOD


def test_ack_writes_the_answers(bad: Path, tmp_path: Path) -> None:
    result = run.invoke(build(), ["x12", "ack", str(bad), "--out", str(tmp_path / "answers"), "--timestamp", "2026-03-04"])
    assert result.exit_code == 1
    assert sorted(path.name for path in (tmp_path / "answers").iterdir()) == ["277ca.edi", "999.edi", "ta1.edi"]


def test_show_names_loops_and_segments(good: Path) -> None:
    text = run.invoke(build(), ["x12", "show", str(good)]).stdout
    for words in ("2010AA billing provider", "date of service", "prior authorization", "2430 line as another payer paid it"):
        assert words in text


@pytest.mark.parametrize(
    "args",
    [
        ["check", "nowhere.edi", "--partner", "X"],
        ["write", "--to", "834"],
        ["rewrite", "nowhere.edi"],
        ["show", "nowhere.edi"],
        ["read", "."],
    ],
)
def test_a_wrong_call_is_one_clear_line(args: list[str]) -> None:
    result = run.invoke(build(), ["x12", *args], input="")
    assert isinstance(result.exception, InputError)
    assert "\n" not in str(result.exception)


def test_a_bad_line_for_write_names_its_number() -> None:
    result = run.invoke(build(), ["x12", "write", "--to", "837P"], input='{"id": 5}\n')
    assert isinstance(result.exception, InputError)
    assert "line 1" in str(result.exception)


@pytest.mark.parametrize(
    ("segment", "words"),
    [
        ("STC*F2:88:QC*20260302", "denied"), ("CLP*A1001*22*-100*-80", "reversal"), ("CLP*A1001", "claim as paid"),
        ("IK5*R*5", "set rejected"), ("TA1*000000007*260302*1200*R*025", "interchange rejected"), ("AAA*N**75*C", "subscriber not found"),
        ("HI*BK:7242", "diagnoses"), ("EB*L", "primary care provider"), ("HL*2*1*22*0", "subscriber level"), ("ZZZ*1", ""),
    ],
)  # fmt: skip
def test_a_segment_is_named_in_a_billers_words(segment: str, words: str) -> None:
    assert name(segment.split("*"), ":") == words


def test_rules_prints_each_with_its_source_and_counts_those_without() -> None:
    told = run.invoke(build(), ["x12", "rules"])
    *lines, last = told.stdout.splitlines()
    assert any(line.startswith("3  error    x12-claim-total ") and "RFI 1294" in line for line in lines)
    entries = [json.loads(line) for line in run.invoke(build(), ["x12", "rules", "--ndjson"]).stdout.splitlines()]
    assert len(entries) == len(lines)
    assert last == f"{len(entries)} rules, {sum(not one['public'] for one in entries)} of them told by the guide only"
