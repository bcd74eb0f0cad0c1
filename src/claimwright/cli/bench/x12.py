"""X12 measured: claims per CPU-second and peak memory of checking with typed values, reading and writing; beside them a floor and a peer.

Every measure runs in a process of its own. The files are made by our own writer from made-up claims: one billing provider, one to four
diagnoses, one to four lines; and the payments of such claims. Figures per CPU-second: the machine may be busy.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "x12"
SIZES = (10_000, 100_000)
PEER_CLAIMS = 500
"""The peer is slow: it gets a file of so many claims, and its rate is what counts."""


def run(samples: Path | None, echo: Callable[[str], None], *, peers: bool = False) -> dict[str, Any]:
    """Make the files, then check, read, split and write them; ``peers`` adds pyx12 where it is installed."""
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("837P", "835"):
            for size in SIZES:
                path = Path(folder) / f"{kind}-{size}.edi"
                written = _measured("write", kind, size, path)
                measures = {"write": written, **{what: _measured(what, kind, size, path) for what in ("check", "read", "floor")}}
                figures[f"{kind} {size}"] = {**measures, "megabytes": round(path.stat().st_size / 1e6, 1)}
                echo(_line(kind, size, measures))
            if peers:
                figures[f"{kind} pyx12"] = _peer(kind, Path(folder), figures, echo)
    return figures


def _line(kind: str, size: int, measures: dict[str, Any]) -> str:
    told = ", ".join(f"{what} {one['rate']:,} ({one['memory']} MiB)" for what, one in measures.items())
    share = measures["check"]["rate"] / measures["floor"]["rate"]
    return f"x12 {kind}, {size:,} claims: claims per CPU-second: {told}; check is {share:.0%} of the floor"


def _peer(kind: str, folder: Path, figures: dict[str, Any], echo: Callable[[str], None]) -> dict[str, Any]:
    path = folder / f"{kind}-peer.edi"
    _measured("write", kind, PEER_CLAIMS, path)
    peer = _measured("pyx12", kind, PEER_CLAIMS, path)
    if not peer["rate"]:
        echo(f"x12 {kind}: pyx12 is not installed")
        return peer
    ratios = {str(size): round(figures[f"{kind} {size}"]["check"]["rate"] / peer["rate"], 1) for size in SIZES}
    told = ", ".join(f"{ratio} times with {int(size):,} claims" for size, ratio in ratios.items())
    echo(f"x12 {kind}: pyx12 validates {peer['rate']:,} claims per CPU-second ({peer['memory']} MiB, without values): we do {told}")
    return {**peer, "ratios": ratios}


def _measured(what: str, kind: str, size: int, path: Path) -> dict[str, Any]:
    """One measure in a process of its own: rate per CPU-second, peak memory in MiB."""
    command = [sys.executable, "-m", "claimwright.cli.measures.x12_files", what, kind, str(size), str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 (our own module, no shell)
    found: dict[str, Any] = json.loads(done.stdout)
    return found
