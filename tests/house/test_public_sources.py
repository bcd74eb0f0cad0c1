"""Every source names a public document: of each edit, of the data of pricing, risk and grouping, and of the examples worked by hand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claimwright.edits.registry import rules

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "claimwright"
EXAMPLES = ROOT / "tests" / "pricing" / "examples"
PUBLIC = re.compile(
    r"\d+ CFR \d|\d+ FR \d|\d+ TexReg \d|\d+ U\.S\.C\.|SSA 1\d{3}|Social Security Act|Pub\. L\. \d|Pub\. 100-\d|Federal Register"
    r"|NCCI Policy Manual|ICD-10-CM Official Guidelines|ASC X12N 005010|Definitions of Medicare Code Edits|NUCC|NCD \d|CDC, "
    r"|\bCMS(,? \w|-\d{4})|Rate Announcement 20\d\d|HHS-HCC (software|factors)|(OPPS|ASC) Addend"
    r"|TRICARE Reimbursement Manual|Tex\. Admin\. Code|Cal\. Labor Code|Haw\. Rev\. Stat\."
)
"""Statutes, regulations, registers, manuals, tables and software, by the names under which they are published."""
DATA = sorted(path for room in ("pricing", "risk", "grouping", "edits/facts") for path in (PACKAGE / room).rglob("*.toml"))


def sources(value: Any, name: str = "") -> Iterator[str]:
    """Everything under the names ``source`` and ``sources``, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from sources(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from sources(inner, name)
    elif name in ("source", "sources"):
        yield str(value)


def test_every_edit_rests_on_a_public_document():
    without = [rule.edit.id for rule in rules() if not PUBLIC.search(rule.source) and "payer's profile" not in rule.source]
    assert without == []


@pytest.mark.parametrize("path", DATA, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_file_of_numbers_names_its_documents(path: Path):
    text = path.read_text("utf-8")
    data = tomllib.loads(text)
    stated = list(sources(data))
    assert [source for source in stated if not PUBLIC.search(source)] == []
    head = " ".join(line.lstrip("# ") for line in text.splitlines() if line.startswith("#"))
    assert stated or "extends" in data or PUBLIC.search(head), "neither a source nor a heading that names one"


@pytest.mark.parametrize(("name", "least"), [("opps", 20), ("clfs", 20), ("contracts", 20), ("pfs", 20), ("ipps", 10), ("asc", 10)])
def test_examples_worked_by_hand_cite_what_a_reader_can_look_up(name: str, least: int):
    examples = tomllib.loads((EXAMPLES / f"{name}.toml").read_text("utf-8"))["example"]
    cited = [one["id"] for one in examples if PUBLIC.search(f"{one['rule']} {one.get('form', '')}")]
    assert len(cited) >= least
    own = [one["id"] for one in examples if one["id"] not in cited]
    assert name == "contracts" or own == [], "only a contract's own terms need no public rule"
