"""The table of ASVS: every requirement once, every "done" with tests that exist."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = [
    [cell.strip() for cell in line.strip().strip("|").split("|")]
    for line in (ROOT / "docs" / "asvs.md").read_text("utf-8").splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ ", line)
]
STATUS = {"done", "partly", "operator", "not used", "open"}


@cache
def names_in(name):
    tree = ast.parse((ROOT / name).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_requirement_stands_once_and_in_order():
    numbers = [tuple(map(int, row[0].split("."))) for row in TABLE]
    assert len(numbers) > 50
    assert numbers == sorted(set(numbers))


def test_the_counts_are_those_of_the_table():
    said = re.search(r"(\d+) stand here: (.*)\.", (ROOT / "docs" / "asvs.md").read_text("utf-8"))
    found = Counter(status for _, level, _, status, _ in TABLE if level != "3")
    assert int(said[1]) == found.total()
    assert dict(part.rsplit(" ", 1) for part in said[2].split(", ")) == {status: str(number) for status, number in found.items()}


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_what_is_done_names_tests_that_exist(row):
    _, level, words, status, evidence = row
    assert level in {"1", "2", "3"}
    assert words
    assert status in STATUS
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", evidence)
    assert named or status != "done"
    assert evidence or status in {"not used", "open"}
    for file, test in named:
        assert test in names_in(file), f"{file} has no {test}"
