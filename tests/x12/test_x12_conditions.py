"""Conditions between elements: what proves quickly says the same as what explains."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimwright.x12.conditions import broken, keeping, noted
from claimwright.x12.segments import NOTES

VALUES = st.lists(st.sampled_from(["", "", "X", "US", "CA", "DE"]), max_size=24)


@given(st.sampled_from(sorted(NOTES)), VALUES)
def test_what_keeps_its_conditions_is_not_broken(segment_id, values):
    """Every condition of every segment that has any, over elements that are there or not."""
    row, notes = [segment_id, *values], noted(segment_id)
    assert keeping(notes)(row) is not bool(broken(segment_id, row, notes))


def test_each_kind_of_condition_is_kept_and_broken():
    """Paired, required, exclusive, conditional, list conditional, and the address at home."""
    for kind, kept, wrong in (
        ("P", ["", ""], ["1", ""]), ("P", ["1", "1"], ["", "1"]), ("R", ["", "1"], ["", ""]), ("E", ["1", ""], ["1", "1"]),
        ("C", ["", "1"], ["1", ""]), ("L", ["1", "1"], ["1", ""]), ("A", ["DE", ""], ["US", ""]), ("A", ["", "1"], ["", ""]),
    ):  # fmt: skip
        keeps = keeping(((kind, (1, 2)),))
        assert keeps(["XX", *kept])
        assert not keeps(["XX", *wrong])
