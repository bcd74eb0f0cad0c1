"""X12 measured: claims per CPU-second and peak memory of checking with typed values, reading and writing; beside them a floor and a peer.

Every measure runs in a process of its own, on the same files: those that ``measures/x12_generator.py`` makes, each claim with a
subscriber, a rendering provider and diagnoses of its own. Both programs have read a file of ten claims before the clock starts, so that
loading code and tables counts for neither. The value of every claim, payment and line is looked at. CPU time: the machine may be busy.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

NAME = "x12"
KINDS = ("837P", "837I", "835")
SIZES = (10_000, 100_000)
REPEATS = 3
"""Ours is quick: on the smaller file it is measured so often, around the peer's run; the middle one counts."""


def run(samples: Path | None, echo: Callable[[str], None], *, peers: bool = False) -> dict[str, Any]:
    """Make the files, then check, read, write and split them; ``peers`` adds pyx12 on the file of 10,000 claims, where it is installed."""
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            for size in SIZES:
                path = Path(folder) / f"{kind}-{size}.edi"
                _measured("make", kind, size, path)
                several = [_round(kind, size, path)]
                peer = _measured("pyx12", kind, size, path) if peers and size == SIZES[0] else None
                several += [_round(kind, size, path) for _ in range(REPEATS - 1 if size == SIZES[0] else 0)]
                measures = {what: _middle([one[what] for one in several]) for what in MEASURES}
                figures[f"{kind} {size}"] = {**measures, "megabytes": round(path.stat().st_size / 1e6, 1)}
                echo(_line(kind, size, measures))
                if peer is not None:
                    figures[f"{kind} pyx12"] = _beside(kind, measures["check"], peer, echo)
    return figures


MEASURES = ("check", "read", "write", "floor")


def _round(kind: str, size: int, path: Path) -> dict[str, dict[str, Any]]:
    return {what: _measured(what, kind, size, path) for what in MEASURES}


def _middle(several: list[dict[str, Any]]) -> dict[str, Any]:
    return sorted(several, key=lambda one: int(one["rate"]))[len(several) // 2]


def _line(kind: str, size: int, measures: dict[str, Any]) -> str:
    told = ", ".join(f"{what} {one['rate']:,} ({one['memory']} MiB)" for what, one in measures.items())
    share = measures["check"]["rate"] / measures["floor"]["rate"]
    return f"x12 {kind}, {size:,} claims: claims per CPU-second: {told}; check is {share:.0%} of the floor"


def _beside(kind: str, ours: dict[str, Any], peer: dict[str, Any], echo: Callable[[str], None]) -> dict[str, Any]:
    if not peer["rate"]:
        echo(f"x12 {kind}: pyx12 is not installed")
        return peer
    ratio, version = round(ours["rate"] / peer["rate"], 1), metadata.version("pyx12")
    echo(
        f"x12 {kind}: pyx12 {version} validates {peer['rate']:,} claims of the same file per CPU-second "
        f"({peer['memory']} MiB; SNIP 1 and 2, without values): we do {ratio} times as many, SNIP 1 to 5 with every value"
    )
    return {**peer, "ratio": ratio, "version": version}


def _measured(what: str, kind: str, size: int, path: Path) -> dict[str, Any]:
    """One measure in a process of its own: rate per CPU-second, peak memory in MiB."""
    command = [sys.executable, "-m", "claimwright.cli.measures.x12_files", what, kind, str(size), str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 (our own module, no shell)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
