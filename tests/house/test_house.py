"""The house rules that no linter knows."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "claimwright"
ROOMS = sorted(path for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__")
MONEY_ROOMS = ("core", "edits", "flow", "ledger", "payers", "pricing", "sandbox", "x12")
NOT_MONEY = {"confidence", "score_change"}


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_each_room_has_a_readme(room):
    assert len((room / "README.md").read_text("utf-8")) > 200


def floats(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float":
            yield node.lineno
        annotation = getattr(node, "annotation", None)
        target = getattr(getattr(node, "target", None), "id", "")
        if isinstance(annotation, ast.Name) and annotation.id == "float" and target not in NOT_MONEY:
            yield node.lineno


@pytest.mark.parametrize("room", MONEY_ROOMS)
def test_no_float_where_money_flows(room):
    found = [f"{path}:{line}" for path in (PACKAGE / room).rglob("*.py") for line in floats(ast.parse(path.read_text("utf-8")))]
    assert not found


def test_the_float_lint_can_fail():
    assert list(floats(ast.parse("price: float = 1.5\nx = float('2')\nconfidence: float")))


RECORDS_THE_MOMENT = {PACKAGE / "codesets" / "official" / "licences.py"}
"""When a person accepted terms is a fact about that person, not about a date of service."""
CLOCKS = re.compile(r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time)\(")


@pytest.mark.parametrize(
    "room", ["core", "codesets", "payers", "coding", "edits", "pricing", "x12", "ledger", "interop", "flow", "sandbox"]
)
def test_the_engine_never_asks_what_day_it_is(room):
    found = [
        str(path) for path in (PACKAGE / room).rglob("*.py") if CLOCKS.search(path.read_text("utf-8")) and path not in RECORDS_THE_MOMENT
    ]
    assert not found


REGISTRIES = re.compile("|".join(("py" + "pi.org", "python" + "hosted", "registry." + "npmjs", "deb." + "debian")))


def test_no_address_of_a_package_registry_and_no_large_file():
    for path in tracked():
        data = path.read_bytes()
        assert len(data) < 600_000, path
        assert not REGISTRIES.search(data.decode("utf-8", "ignore")), path


def test_procedures_by_number_stay_few():
    """The package may name somewhat more than four hundred CPT numbers in the books, in words of its own."""
    text = "\n".join(path.read_text("utf-8") for path in (PACKAGE / "codesets" / "procedures").glob("*.toml"))
    cpt = set(re.findall(r'^(?:code = "|)(\d{4}[0-9A-Z])(?:"$| = \{)', text, re.MULTILINE))
    assert 300 <= len(cpt) <= 450
