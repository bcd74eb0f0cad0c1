"""The README is run: its journey prints what it says, its demonstration came to what it says."""

import contextlib
import io
import re
from pathlib import Path

import pytest

from claimwright.cli.commands.demo import LABELS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```\n+```text\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("program", "printed"), EXAMPLES)
def test_the_program_prints_what_the_readme_says(program, printed):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(program, "README.md", "exec"), {"__name__": "readme"})
    assert out.getvalue().strip() == printed.strip()


def test_there_is_a_program():
    assert len(EXAMPLES) >= 1


def test_the_demonstration_came_to_what_the_readme_says(own_run):
    block = re.search(r"```console\n\$ make demo SERVE=0\n(.*?)```", README, re.DOTALL)[1]
    for name, label in LABELS.items():
        if name == "seconds":
            continue
        value = own_run.summary[name]
        shown = ("yes" if value else "NO") if isinstance(value, bool) else value
        assert re.search(rf"^ *{label}  {re.escape(str(shown))}$", block, re.MULTILINE), (label, shown)


def test_every_path_that_the_readme_names_exists():
    root = Path(__file__).parents[2]
    for path in re.findall(r"`((?:src|docs|tests|tools)/[\w./-]+)`", README):
        assert (root / path).exists(), path
