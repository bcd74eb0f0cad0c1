"""The catalogue in the docs is the rules themselves."""

import importlib.util
from pathlib import Path

from typer.testing import CliRunner

from claimwright.cli.main import build
from claimwright.edits import catalogue, explain
from claimwright.edits.pages import HEADINGS
from claimwright.edits.registry import rules

ROOT = Path(__file__).resolve().parents[2]


def tool():
    spec = importlib.util.spec_from_file_location("refresh_edits", ROOT / "tools" / "refresh_edits.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_in_the_docs_is_fresh():
    made = tool()
    assert made.CATALOGUE.read_text("utf-8") == made.catalogue(), "run python tools/refresh_edits.py"


def test_every_edit_stands_in_the_catalogue_once_with_its_source():
    page = tool().catalogue()
    for rule in rules():
        assert page.count(f"**`{rule.edit.id}`**") == 1
        assert rule.source in page


def test_every_edit_explains_itself():
    for edit in catalogue():
        page = explain(edit.id)
        assert page.startswith(edit.id) and all(f"\n{heading}\n" in page for heading in HEADINGS)


def test_the_command_shows_the_page():
    result = CliRunner().invoke(build(), ["edits", "explain", "outpatient-procedure-missing"])
    assert result.exit_code == 0 and result.stdout.strip() == explain("outpatient-procedure-missing").strip()


def test_there_are_as_many_edits_as_were_promised():
    assert len(catalogue()) >= 140
    assert len({edit.authority for edit in catalogue()}) >= 20
