import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder):
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", str(folder / "pyproject.toml")]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("room", "planted", "contract"),
    [
        ("edits", "import django", "Django stays in the office BROKEN"),
        ("edits", "import claimwright.coding", "BROKEN"),
        ("core", "import claimwright.codesets", "BROKEN"),
        ("x12", "import socket", "BROKEN"),
    ],
)
def test_a_planted_import_breaks_the_build(copy, room, planted, contract):
    (copy / "src" / "claimwright" / room / "planted.py").write_text(f'"""Planted."""\n\n{planted}\n')
    result = lint(copy)
    assert result.returncode == 1
    assert contract in result.stdout
