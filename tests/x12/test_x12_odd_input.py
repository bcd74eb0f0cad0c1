"""Whatever a file holds, the answer is findings or one clear line; never a crash, never a long wait."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright import x12
from claimwright.core import InputError, Money

from .x12_making import NOON, claim, claim_acknowledgement, dependent_claim, envelope, line, remittance

GOOD = x12.write_837([claim(), dependent_claim()], envelope())
PAID = x12.write_835([remittance()], envelope())
STATED = x12.write_277ca(claim_acknowledgement(), [claim()], envelope())
SYNTAX = x12.write_999(x12.check(GOOD.replace(b"*Y*A*Y*Y", b"*V*A*Y*Y")), envelope(control=9))
ALL = (GOOD, PAID, STATED, SYNTAX)
CALLS: tuple[Callable[[bytes], object], ...] = (
    x12.check, lambda data: list(x12.read(data)), x12.rewrite, lambda data: list(x12.show(data)),
    lambda data: x12.acknowledge(data, envelope()),
)  # fmt: skip


def survive(data: bytes) -> None:
    for call in CALLS:
        try:
            call(data)
        except InputError as error:
            assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"), (b"   \r\n ", "empty"), (b"%PDF-1.7 not x12", "no ISA"), (b"\x00" * 300, "no ISA"), (b"ISA*00*", "incomplete"),
        (GOOD[:90], "incomplete"), (GOOD[:104], "ends inside the ISA"), (b"ISA" + b"A" * 400, "incomplete|cannot be separators"),
        (GOOD.replace(b"~", b"A"), "cannot be separators"),
    ],
)  # fmt: skip
def test_what_is_no_interchange_gives_one_clear_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        x12.check(data)
    assert any(word in str(caught.value) for word in words.split("|"))


@pytest.mark.parametrize("tail", [b"garbage", b"GS*HC*A*B*20260303*0830*9*X*005010X222A1~GE*0*9~", b"ST*837*0009~"])
def test_what_follows_the_last_interchange_is_found_and_hides_nothing(tail: bytes) -> None:
    report = x12.check(GOOD + tail)
    assert report.verdict == "rejected"
    assert all(one.position == 0 for one in report.findings)
    assert report.transactions[0].verdict == "accepted"
    assert len(list(x12.read(GOOD))) == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gone"):
        x12.check(tmp_path / "gone.edi")


@pytest.mark.parametrize("length", range(106, len(GOOD), 97))
def test_a_file_cut_anywhere_is_rejected(length: int) -> None:
    report = x12.check(GOOD[:length])
    assert report.verdict == "rejected"
    assert any(one.id in ("x12-truncated", "x12-iea-missing") for one in report.findings)


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 3), st.integers(0, 10**9))
def test_random_damage_never_crashes(which: int, seed: int) -> None:
    chance = random.Random(seed)
    data = ALL[which]
    for _ in range(chance.randint(1, 3)):
        data = _damage(data, chance)
    survive(data)


def _damage(data: bytes, chance: random.Random) -> bytes:
    parts = data.split(b"~")
    at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    kind = chance.randrange(6)
    if kind == 0:
        place = chance.randrange(len(data))
        return data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
    if kind == 1:
        return b"~".join(parts[:at] + parts[at + 1 :])
    if kind == 2:
        return b"~".join([*parts[:at], parts[other], *parts[at:]])
    if kind == 3:
        fields = parts[at].split(b"*")
        fields[chance.randrange(len(fields))] = chance.choice(
            [b"", b"X" * 300, b"NaN", b"1e9", b":::", b"^^", b"\x00", b"\xff", b"20261341", b"-1"]
        )
        return b"~".join([*parts[:at], b"*".join(fields), *parts[at + 1 :]])
    if kind == 4:
        return b"~".join([*parts[:at], parts[at][: chance.randrange(4)], *parts[at + 1 :]])
    return data + ALL[chance.randrange(4)]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e99", "--1", "1.2.3", "12,5", "٣"])
def test_what_is_no_amount_is_refused_by_read_and_found_by_check(value: str) -> None:
    data = GOOD.replace(b"CLM*A1001*237*", b"CLM*A1001*" + value.encode() + b"*")
    assert "x12-number" in {one.id for one in x12.check(data).findings}
    with pytest.raises(InputError, match="CLM02"):
        list(x12.read(data))


def test_ten_megabytes_in_one_element_are_refused_quickly() -> None:
    data = GOOD.replace(b"EXAMPLE MEDICARE", b"X" * 10_000_000)
    began = time.monotonic()
    with pytest.raises(InputError, match="no segment terminator"):
        x12.check(data)
    assert time.monotonic() - began < 5


def test_many_levels_take_time_in_proportion() -> None:
    head, tail = GOOD.split(b"HL*2*1")[0], GOOD[GOOD.index(b"SE*") :]
    data = head + b"".join(b"HL*%d*%d*22*1~" % (n, n - 1) for n in range(2, 4000)) + tail
    began = time.monotonic()
    assert x12.check(data).verdict == "rejected"
    assert time.monotonic() - began < 8


def test_a_flood_of_findings_is_cut_and_says_so() -> None:
    found = x12.check(GOOD.replace(b"SE*", b"ZZZ*1~" * 12_000 + b"SE*")).findings
    assert len(found) == 10_002
    assert {"x12-too-many-findings", "x12-se-count"} < {one.id for one in found}


def test_an_unknown_version_is_a_finding_and_read_names_what_is_known() -> None:
    data = GOOD.replace(b"005010X222A1", b"005010X291A1")
    assert [one.id for one in x12.check(data).findings] == ["x12-version"]
    with pytest.raises(InputError, match="005010X291A1, which is not in"):
        list(x12.read(data))


def test_the_variants_a1_and_a2_are_both_accepted() -> None:
    assert x12.check(GOOD.replace(b"005010X222A1", b"005010X222A2")).verdict == "accepted"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_change_nothing(end: str) -> None:
    data = GOOD.replace(b"~", b"~" + end.encode())
    assert list(x12.read(data)) == list(x12.read(GOOD))
    assert x12.check(data).findings == ()
    assert x12.rewrite(data) == data


def test_several_interchanges_with_other_separators_read_in_order() -> None:
    other = x12.write_835([remittance()], envelope(control=8, delimiters=x12.Delimiters("|", "!", ">", "'")))
    data = GOOD + b"\r\n" + other + b"\n" + SYNTAX
    kinds = [type(value).__name__ for value in x12.read(data)]
    assert kinds == ["Claim", "Claim", "Remittance", "Acknowledgement"]
    assert x12.check(data).findings == ()
    assert len(x12.check(data).interchanges) == 3
    assert x12.rewrite(data) == data


def test_several_groups_and_sets_read_in_order() -> None:
    body = GOOD[GOOD.index(b"GS*") : GOOD.index(b"IEA*")]
    data = GOOD[:106] + body + body.replace(b"*7*X*", b"*8*X*").replace(b"GE*1*7", b"GE*1*8") + b"IEA*2*000000007~"
    report = x12.check(data)
    assert report.findings == ()
    assert [one.group for one in report.transactions] == [1, 2]
    assert len(list(x12.read(data))) == 4


def test_a_byte_order_mark_is_no_fault() -> None:
    data = b"\xef\xbb\xbf" + GOOD
    assert x12.check(data).findings == ()
    assert x12.rewrite(data) == data


def test_reading_and_checking_need_no_more_than_a_block_of_a_long_file(tmp_path: Path) -> None:
    path = tmp_path / "long.edi"
    path.write_bytes(x12.write_837([claim(id=f"C{n}") for n in range(3000)], envelope()))
    first = next(iter(x12.read(path)))
    assert first.id == "C0"
    assert x12.check(path).verdict == "accepted"


def test_more_than_five_thousand_claims_become_two_sets() -> None:
    several = [claim(id=f"C{n}", lines=(line(),), charge=Money(22500)) for n in range(12)]
    report = x12.check(x12.write_837(several, envelope(largest_set=5)))
    assert [one.claims for one in report.transactions] == [5, 5, 2]
    assert report.findings == ()


@pytest.mark.parametrize(
    "changes",
    [{"control": 0}, {"control": 10**9}, {"sender": "X" * 16}, {"sender": "A*B"}, {"usage": "Z"}, {"delimiters": x12.Delimiters("*", "*")}],
)
def test_an_envelope_that_cannot_be_written_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match="envelope"):
        x12.write_837([claim()], envelope(**changes))


@pytest.mark.parametrize("changes", [{"lines": ()}, {"diagnoses": ()}, {"id": ""}, {"id": "X" * 39}])
def test_a_claim_that_no_file_can_carry_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match="claim"):
        x12.write_837([claim(**changes)], envelope())


def test_the_same_input_gives_the_same_bytes() -> None:
    again = x12.write_837([claim(), dependent_claim()], envelope(timestamp=NOON))
    assert again == GOOD
