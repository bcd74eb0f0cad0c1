"""``claimwright codes pcs`` and ``codes between``: the shapes of their JSON, their tables, their statuses."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.core import InputError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["codes", *arguments])


def answer(*arguments: str) -> dict:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_next_characters_of_a_procedure_code(books) -> None:
    found = answer("pcs", "0DTJ", "--on", "2026-04-01")
    assert (found["prefix"], found["on"], found["position"], found["complete"]) == ("0DTJ", "2026-04-01", 5, False)
    assert {choice["character"] for choice in found["choices"]} == {"0", "4", "7", "8"}
    assert sum(choice["codes"] for choice in found["choices"]) == found["codes"] == 5
    assert answer("pcs")["date_assumed"] is True and "0" in run("pcs").stdout
    assert answer("pcs", "0dtj4zz")["complete"] is True and "0DTJ4ZZ" in run("pcs", "0DTJ4ZZ").stdout


def test_a_dead_end_is_status_one_and_says_why(books) -> None:
    result = run("pcs", "0DTJ1")
    assert result.exit_code == 1 and "no code begins with 0DTJ1" in result.stdout
    assert json.loads(run("pcs", "Q", "--json").stdout)["reason"] == "no code begins with Q"


def test_words_need_the_index(books) -> None:
    if books.store.installed("icd10pcs-index"):
        pytest.skip("the PCS Index is installed here")
    for arguments in (("pcs", "--words", "appendectomy"), ("index", "--system", "icd10pcs", "appendectomy")):
        assert "not installed" in str(run(*arguments).exception)


def test_a_procedure_is_looked_up_with_its_characters(books) -> None:
    found = answer("lookup", "icd10pcs", "0DTJ4ZZ", "--on", "2026-04-01")
    assert (found["valid"], found["billable"], len(found["axes"])) == (True, True, 7)
    assert "2015-10-01" in run("lookup", "icd10pcs", "0DTJ4ZZ").stdout
    assert run("lookup", "icd10pcs", "0DTJ9ZZ").exit_code == 1


def test_two_diagnoses_are_compared(books) -> None:
    found = answer("between", "E10.9", "e119", "--on", "2026-04-01")
    assert (found["first"], found["second"], found["kind"], found["sequence"]) == ("E10.9", "E11.9", "excludes1", None)
    assert found["notes"][0]["at"] == "E10" and "date_assumed" not in found
    shown = run("between", "F02.80", "G30.9").stdout
    assert "G30.9 is coded before F02.80, a manifestation" in shown
    assert answer("between", "ZZZ", "E11.9")["reason"].startswith("ZZZ: no such code")


@pytest.mark.parametrize("arguments", [("pcs", "0", "--on", "1/2/2026"), ("between", "E11", "E10", "--on", "soon")])
def test_a_wrong_day_is_one_clear_line(books, arguments: tuple[str, ...]) -> None:
    assert isinstance(run(*arguments).exception, InputError)


def test_the_releases_of_both_systems_are_listed(books) -> None:
    rows = answer("list")["systems"]
    pcs = {row["release"]: row["rows"] for row in rows if row["system"] == "icd10pcs"}
    assert pcs["2024-10"] == 78948 and pcs["2026-10"] == 79256
