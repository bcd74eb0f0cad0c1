"""Hostile files: time grows with the file and no faster; memory stays within four times that of a good file of the same size."""

from __future__ import annotations

import gc
import random
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwright import x12
from claimwright.cli.measures.x12_damage import good, joined, names
from claimwright.core import InputError, replace

from .fuzz.targets import targets
from .x12_making import claim, envelope, line

ONE = x12.write_837([claim()], envelope())
HEAD, TAIL = ONE[: ONE.index(b"LX*1")], ONE[ONE.index(b"SE*") :]


def spent(data: bytes) -> float:
    """Processor seconds of a check; the garbage of the tests before it is not its own."""
    gc.disable()
    began = time.process_time()
    try:
        x12.check(data)
    except InputError as error:
        assert "\n" not in str(error)
    finally:
        gc.enable()
    return time.process_time() - began


def peak(call: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        call()
    except InputError:
        pass
    finally:
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return highest


def many(segment: bytes, count: int) -> bytes:
    return HEAD + segment * count + TAIL


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "one segment of a loop": lambda count: many(b"REF*G1*AUTH~", count),
    "segments nobody knows": lambda count: many(b"ZZZ*1~", count),
    "loops": lambda count: many(b"LX*1~SV1*HC:99214*1*UN*1***1~", count),
    "levels": lambda count: HEAD + b"".join(b"HL*%d*%d*22*1~SBR*P*18*******MB~" % (n, n - 1) for n in range(2, count)) + TAIL,
    "empty segments": lambda count: HEAD + b"~" * count + TAIL,
    "empty interchanges": lambda count: ONE[:106] * count,
    "sets never closed": lambda count: ONE[: ONE.index(b"BHT*")] + b"ST*837*0001*005010X222A1~" * count,
    "elements": lambda count: HEAD + b"REF" + b"*A" * count + b"~" + TAIL,
    "components": lambda count: HEAD + b"HI*ABK" + b":A" * count + b"~" + TAIL,
    "repetitions": lambda count: HEAD + b"REF*G1*" + b"A^" * count + b"~" + TAIL,
    "control characters": lambda count: HEAD + b"NTE*ADD*" + b"\x01" * count + b"~" + TAIL,
    "blanks between interchanges": lambda count: ONE + b" " * count * 8 + ONE,
    "qualifiers of nobody": lambda count: HEAD + b"".join(b"REF*%d*A~" % n for n in range(count)) + TAIL,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_file_and_no_faster(name: str) -> None:
    small, large = HOSTILE[name](1_500), HOSTILE[name](12_000)
    spent(small)
    first, second = (min(spent(data) for _ in range(2)) for data in (small, large))
    assert second < 8 * max(first, 0.02) * 3, (first, second)


@pytest.mark.parametrize("name", HOSTILE)
def test_memory_stays_within_four_times_that_of_a_good_file(name: str) -> None:
    data = HOSTILE[name](5_000)
    lines = x12.write_837([claim(id=f"C{number}") for number in range(max(1, len(data) // 500))], envelope())
    x12.check(lines)
    allowed = max(4 * peak(lambda: x12.check(lines)), 6 << 20)
    assert peak(lambda: x12.check(data)) < allowed


def test_an_element_of_ten_megabytes_gives_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "long.edi"
    path.write_bytes(HEAD + b"NTE*ADD*" + b"A" * (10 << 20) + b"~" + TAIL)
    began = time.process_time()
    with pytest.raises(InputError, match="no segment terminator"):
        x12.check(path)
    assert time.process_time() - began < 2
    assert peak(lambda: x12.check(path)) < 16 << 20


def test_a_hundred_thousand_segments_in_one_loop_end_in_bounded_findings() -> None:
    report = x12.check(many(b"NTE*ADD*AGAIN~", 100_000))
    assert report.verdict == "rejected"
    assert len(report.findings) == 10_002  # the last two: that there are more, and that SE01 is wrong


@pytest.mark.parametrize("name", ["one segment of a loop", "loops"])
def test_a_reader_keeps_no_loop_without_end(name: str) -> None:
    assert len(list(x12.read(HOSTILE[name](1_500)))) == 1
    with pytest.raises(InputError, match=r"more than 2,000 \w+ in one loop"):
        list(x12.read(HOSTILE[name](3_000)))


SEED = 20260302
PIECES = (b"*", b"~", b":", b"^", b"\x00", b"\xff", b"ISA", b"HL*9*8*22*1~", b"SE*1*0001~", b"ST*837*0001*005010X222A1~", b"9" * 40, b"")


@pytest.mark.parametrize("name", names())
def test_mutated_files_of_every_set_only_give_findings_or_one_line(name: str) -> None:
    chance = random.Random(f"{SEED}{name}")
    original = joined(good(name))
    for _ in range(25):
        data = bytearray(original)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data))
            data[at : at + chance.choice((0, 1, 1, 5, 60))] = chance.choice(PIECES)
        for call in (x12.check, lambda one: list(x12.read(one)), x12.rewrite):
            try:
                call(bytes(data))
            except InputError as error:
                assert "\n" not in str(error)


def binary(length: int) -> bytes:
    """An attachment with a document of so many bytes, separators and line ends among them."""
    document = (b"~*:^\n\x00" * (length // 6 + 1))[:length]
    head = GOOD_BINARY.partition(b"BIN*")[0]
    return head + b"BIN*%d*%s~SE*9*0001~GE*1*7~IEA*1*000000007~" % (length, document)


GOOD_BINARY = targets()["275-binary"][0][0]


@pytest.mark.parametrize("length", [1, 11, 70_000, 3_000_000])
def test_binary_data_of_a_stated_length_may_hold_anything(length: int) -> None:
    data = binary(length)
    assert x12.check(data).findings == ()
    assert x12.rewrite(data) == data


@pytest.mark.parametrize("stated", ["0", "11", "13", "999", "99999999", "A", "-1", ""])
def test_binary_data_of_another_length_is_a_finding(stated: str) -> None:
    data = GOOD_BINARY.replace(b"BIN*12*", f"BIN*{stated}*".encode())
    assert x12.check(data).verdict == "rejected"
    assert x12.rewrite(data) == data


def test_kept_segments_are_written_in_proportion() -> None:
    """Eight times the segments cost about eight times the calls: a count, for time is not the same twice."""

    def calls(count: int) -> int:
        kept = tuple(f"2440.{n}/LQ*UT*1" for n in range(1, count + 1))
        big, made = claim(lines=(replace(line(1), segments=kept),)), Counter[str]()
        sys.setprofile(lambda _frame, event, _argument: made.update((event,)))
        try:
            written = x12.write_837([big], envelope())
        finally:
            sys.setprofile(None)
        assert written.count(b"LQ*UT") == count
        return made["call"] + made["c_call"]

    calls(100)
    assert calls(4000) < 8 * calls(500) * 1.5


@pytest.mark.slow
def test_a_million_segments_in_one_loop_end_in_findings() -> None:
    report = x12.check(many(b"NTE*ADD*AGAIN~", 1_000_000))
    assert report.verdict == "rejected"
    assert len(report.findings) == 10_002
