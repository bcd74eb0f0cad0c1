"""A million of anything in one place: memory stays within four times that of a good file of the same size, measured in processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claimwright import x12
from claimwright.cli.measures import x12_generator

from .x12_making import claim, envelope

ONE = x12.write_837([claim()], envelope())
HEAD, TAIL = ONE[: ONE.index(b"LX*1")], ONE[ONE.index(b"SE*") :]
MILLION = 1_000_000
HOSTILE: dict[str, Callable[[int], bytes]] = {
    "one segment, a million times": lambda count: HEAD + b"".join(b"REF*G1*A%d~" % n for n in range(count)) + TAIL,
    "lines without end": lambda count: HEAD + b"".join(b"LX*%d~SV1*HC:99214*1*UN*1***1~" % n for n in range(count // 2)) + TAIL,
    "levels without end": lambda count: (
        HEAD + b"".join(b"HL*%d*%d*22*1~SBR*P*18*******MB~" % (n, n - 1) for n in range(2, count // 2)) + TAIL
    ),
    "segments nobody knows": lambda count: HEAD + b"".join(b"ZZ%d*A~" % (n % 1000) for n in range(count)) + TAIL,
}
CHECK = "x12.check(path,each=lambda value:None)"
SHOW = "print(sum(1 for line in x12.show(path)),file=sys.stderr)"
PEAK = "import sys,pathlib;from claimwright import x12;path=pathlib.Path(sys.argv[1]);{};"
PEAK += "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
"""Of its own memory: what getrusage tells is at least what the process had that started it."""


def peak(path: Path, work: str = CHECK) -> int:
    """KiB of a process that does something with a file."""
    done = subprocess.run([sys.executable, "-c", PEAK.format(work), str(path)], capture_output=True, check=True, text=True, timeout=600)
    return int(done.stdout)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_million_segments_take_no_more_than_four_good_files(name: str, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.edi", tmp_path / "good.edi"
    bad.write_bytes(HOSTILE[name](MILLION))
    x12_generator.write("837P", bad.stat().st_size // 500, good)
    assert peak(bad) < 4 * peak(good)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
@pytest.mark.parametrize("kind", x12_generator.GUIDES)
def test_memory_is_flat(kind: str, tmp_path: Path) -> None:
    small, large = tmp_path / "small.edi", tmp_path / "large.edi"
    x12_generator.write(kind, 5_000, small)
    x12_generator.write(kind, 50_000, large)
    assert peak(large) < min(1.2 * peak(small), 100 << 10)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_shown_is_not_kept(name: str, tmp_path: Path) -> None:
    small, large = tmp_path / "small.edi", tmp_path / "large.edi"
    small.write_bytes(HOSTILE[name](20_000))
    large.write_bytes(HOSTILE[name](MILLION))
    assert peak(large, SHOW) < 1.2 * peak(small, SHOW) + (2 << 10)


@pytest.mark.parametrize("kind", x12_generator.GUIDES)
def test_the_generated_files_are_right(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "file.edi"
    x12_generator.write(kind, 60, path)
    values: list[object] = []
    assert x12.check(path, snip=7, each=values.append).findings == ()
    assert values == list(x12.read(path))
    assert x12.rewrite(path) == path.read_bytes()
