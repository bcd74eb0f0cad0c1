"""The fuzzed doors: what was found stays found, mutants of every good file are survived, atheris runs a little where it is."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from .fuzz.mutation import mutate
from .fuzz.targets import targets

ROOT = Path(__file__).parents[2]
FOUND = sorted((Path(__file__).parent / "fuzz" / "found").iterdir())
TARGETS = targets()
SECONDS = 4


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_fuzzing_once_found_is_survived(path: Path) -> None:
    data = path.read_bytes()
    for _, call in TARGETS.values():
        call(data)


@pytest.mark.parametrize("name", TARGETS)
def test_mutants_of_good_files_are_survived(name: str) -> None:
    starts, call = TARGETS[name]
    for seed in range(25):
        call(mutate(starts[seed % len(starts)], seed))


def test_the_mutants_are_many_and_repeatable() -> None:
    start = TARGETS["837p"][0][0]
    assert len({mutate(start, seed) for seed in range(200)}) > 180
    assert mutate(start, 7) == mutate(start, 7)
    assert max(len(mutate(start, seed, 3000)) for seed in range(50)) <= 3000


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel for this platform")
@pytest.mark.parametrize("name", TARGETS)
def test_atheris_finds_nothing_in_a_few_seconds(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.x12.fuzz", name, "--seconds", str(SECONDS), "--corpus", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
