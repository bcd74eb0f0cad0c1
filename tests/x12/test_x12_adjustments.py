"""Several CAS of one group: every reason comes back in its order, six to a segment."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright import x12
from claimwright.core import Adjustment, Money, by_group, replace

from .x12_making import dependent_claim, envelope, remittance, remittance_claim, segments

REASONS = st.lists(
    st.builds(
        Adjustment, group=st.sampled_from(["CO", "PR", "OA", "PI"]), reason=st.sampled_from(["45", "97", "253", "B7"]),
        amount=st.integers(-90_000, 90_000).map(Money), quantity=st.none() | st.sampled_from([Decimal(1), Decimal("2.5")]),
    ),
    max_size=20,
).map(tuple)  # fmt: skip
OFTEN = settings(max_examples=60, deadline=None)


def runs(found: tuple[Adjustment, ...]) -> int:
    """How many CAS carry them in their order."""
    return sum(-(-len(list(same)) // 6) for _, same in groupby(found, key=lambda one: one.group))


@OFTEN
@given(REASONS, REASONS)
def test_reasons_of_a_payment_come_back_in_their_order(whole: tuple[Adjustment, ...], by_line: tuple[Adjustment, ...]) -> None:
    told = remittance_claim()
    payment = remittance(replace(told, adjustments=whole, lines=(replace(told.lines[0], adjustments=by_line), *told.lines[1:])))
    data = x12.write_835([payment], envelope())
    assert list(x12.read(data)) == [payment]
    written = [one for one in segments(data) if one.startswith("CAS")]
    assert len(written) == runs(whole) + runs(by_line) + len(told.lines[1].adjustments)
    assert all(one.count("*") <= 19 for one in written)


@OFTEN
@given(REASONS, REASONS)
def test_reasons_of_another_payer_come_back_in_their_order(whole: tuple[Adjustment, ...], by_line: tuple[Adjustment, ...]) -> None:
    """Where their order would take more than the five CAS that a claim's guide has, those of one group come together."""
    sent = dependent_claim()
    other = sent.other_payers[0]
    answer = replace(other.lines[0], adjustments=by_line)
    asked = replace(sent, other_payers=(replace(other, adjustments=whole, lines=(answer, *other.lines[1:])),))
    (back,) = x12.read(x12.write_837([asked], envelope()))
    told = back.other_payers[0]
    assert told.adjustments == (whole if runs(whole) <= 5 else by_group(whole))
    assert told.lines[0].adjustments == (by_line if runs(by_line) <= 5 else by_group(by_line))
    assert replace(back, other_payers=()) == replace(sent, other_payers=())


def test_a_payers_own_order_of_segments_comes_back() -> None:
    told = remittance_claim()
    reasons = [("CO", "45", 3000), ("PR", "2", 2000), ("CO", "97", 2500), ("PR", "1", 1000)]
    mixed = tuple(Adjustment(group=group, reason=reason, amount=Money(cents)) for group, reason, cents in reasons)
    payment = remittance(replace(told, lines=(replace(told.lines[0], adjustments=mixed), *told.lines[1:])))
    data = x12.write_835([payment], envelope())
    assert [one for one in segments(data) if one.startswith("CAS")][:4] == ["CAS*CO*45*30", "CAS*PR*2*20", "CAS*CO*97*25", "CAS*PR*1*10"]
    assert x12.check(data).findings == ()
    assert x12.write_835(list(x12.read(data)), envelope()) == data
