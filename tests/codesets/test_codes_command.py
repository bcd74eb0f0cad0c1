"""``claimwright codes``: the shapes of its JSON, its tables, its statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from codesets_making import INDEX
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.core import InputError


def run(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(build(), ["codes", *arguments], input=text)


def answer(*arguments: str) -> dict:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_list_names_releases_and_tables(books) -> None:
    systems = answer("list")["systems"]
    april = next(row for row in systems if row.get("release") == "2026-04")
    assert april["first"] == "2026-04-01" and april["rows"] == 74719 and april["text"] and april["address"]
    assert {"carc", "modifiers", "lexicon", "procedures"} <= {row["system"] for row in systems}
    assert "2026-04-01" in run("list").stdout


def test_list_says_of_what_is_absent_where_it_is_under_which_terms_and_whether_it_can_be_fetched(books) -> None:
    rows = {row["system"]: row for row in answer("list")["systems"] if row.get("installed") is False}
    shown = run("list").stdout
    parts = [part.split("\n") for part in shown.split("\n\n")]
    for row in rows.values():
        place = next(part for part in parts if part[:2] == [row["address"], f"  {row['terms']}"])
        line = next(line for line in place if line[4:].startswith(f"{row['system']} "))
        assert line.startswith("  * " if row["fetch"] else "    ") and row["title"] in line and all(name in line for name in row["files"])
    assert f"Not installed: {len(rows)} systems" in shown
    assert rows["snomed-icd10cm"]["fetch"] is False and "(d)" in shown and rows["icd10cm-index"]["fetch"] is True


def test_lookup_gives_everything_that_stands_at_a_code(books) -> None:
    found = answer("lookup", "icd10cm", "e119", "--on", "2026-05-01")
    assert (found["code"], found["billable"], found["on"], found["releases"]) == ("E11.9", True, "2026-05-01", {"icd10cm": "2026-04"})
    assert {"title", "notes", "seventh_characters", "parent", "children", "flags"} <= found.keys() and "date_assumed" not in found
    assert answer("lookup", "icd10cm", "E11.9")["date_assumed"] is True
    assert "E11" in run("lookup", "icd10cm", "E11.9").stdout


def test_lookup_of_a_table_row(books) -> None:
    assert answer("lookup", "carc", "97")["facts"] == {"category": "bundling", "action": "correct"}
    assert "bundling" in run("lookup", "carc", "97").stdout


def test_lookup_of_nothing_is_status_one(books) -> None:
    assert run("lookup", "icd10cm", "ZZZ").exit_code == 1
    assert json.loads(run("lookup", "icd10cm", "ZZZ", "--json").stdout)["found"] is False


@pytest.mark.parametrize(
    "arguments", [("lookup", "nosuch", "1"), ("search", "nosuch", "x"), ("lookup", "icd10cm", "E11", "--on", "1/2/2026"), ("validate",)]
)
def test_a_wrong_call_is_one_clear_line(books, arguments: tuple[str, ...]) -> None:
    assert isinstance(run(*arguments).exception, InputError)


def test_search_gives_ranked_hits_with_reasons(books) -> None:
    found = answer("search", "icd10cm", "diabtes", "type", "2", "--limit", "3")
    assert found["hits"][0]["code"] == "E11.9" and len(found["hits"]) == 3
    assert found["on"] == "2026-04-01" and found["date_assumed"] is True
    assert answer("search", "carc", "duplicate")["hits"][0]["code"] == "18"
    assert "E11.9" in run("search", "icd10cm", "type 2 diabetes").stdout


def test_the_index_is_installed_and_walked(books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "books"
    elsewhere.mkdir()
    for file in books.store.root.iterdir():
        (elsewhere / file.name).symlink_to(file)
    monkeypatch.setenv("CLAIMWRIGHT_DATA", str(tmp_path))
    with_no_index = run("index", "heart", "attack")
    assert isinstance(with_no_index.exception, InputError) and "not installed" in str(with_no_index.exception)
    (tmp_path / "index.xml").write_text(INDEX, "utf-8")
    assert "icd10cm-index 2026" in run("install", str(tmp_path / "index.xml")).stdout
    found = answer("index", "heart", "attack")
    assert found["index_release"] == "2026" and found["paths"][0]["code"] == "I21.9"
    assert "I21.9" in run("index", "heart attack").stdout


LINES = [
    {"id": 1, "system": "icd10cm", "code": "E11.9", "on": "2026-04-01"},
    {"id": 2, "system": "icd10cm", "code": "E11", "on": "2026-04-01"},
    {"id": 3, "system": "icd10cm", "code": "O80", "on": "2026-04-01", "age": 70, "sex": "F"},
    {"id": 4, "code": "E119"},
    {"id": 5, "system": "icd10pcs", "code": "0016070", "on": "2026-04-01"},
    {"id": 6, "system": "places_of_service", "code": "11", "on": "2026-04-01"},
]


def test_validate_answers_each_line_in_order(books) -> None:
    result = run("validate", "--ndjson", text="\n".join(json.dumps(line) for line in LINES))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(line["id"], line["valid"], line["billable"]) for line in answers] == [
        (1, True, True), (2, True, False), (3, True, False), (4, True, True), (5, True, True), (6, True, True),
    ]  # fmt: skip
    assert "reason" not in answers[0] and "more characters" in answers[1]["reason"] and "age conflict" in answers[2]["reason"]
    assert answers[3]["on"] == "2026-04-01" and answers[3]["date_assumed"] is True


def test_bad_lines_do_not_stop_the_stream(books) -> None:
    bad = ['{"id": 1}', "nonsense", '{"id": 2, "code": "E11.9", "system": "x"}', '{"id": 3, "code": "E11.9", "on": "soon"}']
    result = run("validate", "--ndjson", text="\n".join([*bad, '{"id": 4, "code": "E11.9"}']))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1 and [("error" in line) for line in answers] == [True, True, True, True, False]


def test_only_the_command_that_is_run_is_imported() -> None:
    assert [group.name for group in build("codes").registered_groups] == ["codes"]
    every = {group.name for group in build().registered_groups}
    assert "codes" in every and len(every) > 3
    for unknown in ("nothing", "__init__", "--help", "codes.x", "os.path", ""):
        assert {group.name for group in build(unknown).registered_groups} == every
