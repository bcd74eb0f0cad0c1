"""The stub writer for new edits."""

import importlib.util
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "new_edit.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("new_edit", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_stub_is_a_rule_that_loads_and_finds_nothing_yet(tool, tmp_path):
    path = tool.write_stub("lcd", "diagnosis_not_listed", "Diagnosis not on the policy's list", rules=tmp_path)
    rule = load(path)
    assert path == tmp_path / "lcd" / "diagnosis_not_listed.py"
    assert (rule.EDIT.id, rule.EDIT.title) == ("lcd-diagnosis-not-listed", "Diagnosis not on the policy's list")
    assert list(rule.check(rule.PASSES[0], rule.PASSES[0].lines[0], None)) == []
    assert (tmp_path / "lcd" / "__init__.py").exists()


def test_the_stub_has_every_heading(tool, tmp_path):
    from claimwright.edits.pages import HEADINGS

    page = load(tool.write_stub("lcd", "fault", "A fault", rules=tmp_path)).__doc__
    assert [heading for heading in HEADINGS if f"\n{heading}\n" not in page] == []


def test_a_rule_that_is_there_is_not_overwritten(tool, tmp_path):
    path = tool.write_stub("lcd", "fault", "A fault", rules=tmp_path)
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        tool.write_stub("lcd", "fault", "Another", rules=tmp_path)
    assert path.read_text() == "mine"


@pytest.mark.parametrize(("authority", "fault"), [("LCD", "fault"), ("lcd", "a-fault"), ("../lcd", "fault"), ("lcd", "")])
def test_names_of_a_wrong_form_are_refused(tool, tmp_path, authority, fault):
    with pytest.raises(ValueError, match="small letters"):
        tool.write_stub(authority, fault, "A fault", rules=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_that_contributing_tells_to_run_works(tool, tmp_path):
    import re
    import shlex

    text = (TOOL.parents[1] / "CONTRIBUTING.md").read_text("utf-8")
    words = shlex.split(re.search(r"tools/new_edit\.py (.+)", text)[1])
    path = tool.write_stub(*words, rules=tmp_path)
    assert load(path).EDIT.id in text
    assert f"rules/{path.relative_to(tmp_path).as_posix()}" in text
