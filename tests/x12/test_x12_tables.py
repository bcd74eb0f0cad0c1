"""The tables: every line can be read, every segment can be told apart, and the fast path never lets a fault through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.core import discovery
from claimwright.x12.catalogue import GUIDE_ONLY, catalogue
from claimwright.x12.judging import rules
from claimwright.x12.schema import Loop, TransactionSet, segment
from claimwright.x12.syntax import faults, pattern
from claimwright.x12.tokens import Delimiters
from claimwright.x12.tree import Node, guide

TABLES = [module.TRANSACTION for module in discovery.modules("claimwright.x12.transactions")]
MARKS = Delimiters()


def lines(table: TransactionSet) -> list[str]:
    def walk(contents: tuple) -> list[str]:
        return [line for one in contents for line in (walk(one.contents) if isinstance(one, Loop) else [one])]

    return walk(table.contents)


def nodes(node: Node) -> list[Node]:
    return [node, *(below for item in node.items if item.node for below in nodes(item.node))]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_compiles_and_ends_with_se(table: TransactionSet) -> None:
    found = guide(table.code, table.versions[0])
    assert found is not None
    assert found.root.items[0].id == "ST"
    assert found.root.items[-1].id == "SE"
    assert any(node.is_unit for node in nodes(found.root))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_two_segments_of_a_loop_look_alike(table: TransactionSet) -> None:
    found = guide(table.code, table.versions[0])
    assert found is not None
    for node in nodes(found.root):
        for name, items in node.dispatch.items():
            codes = [code for item in items for code in (item.codes or ("",))]
            assert len(codes) == len(set(codes)), (node.id, name)


ALL_LINES = sorted({line for table in TABLES for line in lines(table)})
VALUES = st.sampled_from(["", "1", "12", "A", "AB", "20260302", "20260230", "20260301-20260302",
                          "1.5", "1.555", "-3", "1200", "2560", "HC:99213",
                          "ABK:E119", "A:B:C:D:E:F:G:H:I:J", "X" * 90,
                          "^", "A^B", "\x01", "XX", "D8", "RD8", "Y", "N", "10", "0001", "18", "EI", "BAD?"])  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(ALL_LINES), st.lists(VALUES, max_size=12))
def test_the_fast_path_accepts_only_what_the_careful_one_accepts(line: str, values: list[str]) -> None:
    definition = segment(line)
    elements = [definition.id, *values]
    if pattern(definition, MARKS).match("*".join(elements)):
        assert faults(definition, elements, MARKS) == []


def test_every_rule_has_an_id_a_level_and_a_source() -> None:
    found = {one.id: one for members in rules().values() for one in members}
    assert len(found) >= 20
    assert all(one.source and 1 <= one.snip <= 7 and one.id.startswith("x12-") for one in found.values())


PUBLIC = re.compile(
    r"RFI \d|Stedi|Pub\. 100-|CMS|CAQH CORE|45 CFR|ICD-10-CM|ADA |IBM APAR|X12 (element|segment)|NextGen|Kareo|redix|[Xx]12\.org|Da Vinci"
)


def test_a_source_is_public_or_says_that_there_is_none() -> None:
    entries = catalogue()
    assert [one.id for one in entries for told in one.sources if not told.startswith(GUIDE_ONLY) and not PUBLIC.search(told)] == []
    assert sum(not one.public for one in entries) <= 32 < len(entries) / 3


@pytest.mark.parametrize("line", ["CLM", "CLM R", "QQQ R1: 1", "CLM R1: 99", "CLM R1: 1=", "CLM X1: 1"])
def test_a_line_that_cannot_be_read_is_refused_by_name(line: str) -> None:
    with pytest.raises(ValueError, match=r"not a|not an"):
        segment(line)
