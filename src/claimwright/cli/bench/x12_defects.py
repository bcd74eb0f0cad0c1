"""Single defects over every transaction set and SNIP level: how many are found where they are, and nothing else; a peer beside it.

A defect counts as found when a finding of its level and rule stands at its segment and element; as exact when no other error is
reported. Of the peer only the verdict is asked: that it does not accept the file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimwright.cli.measures.x12_damage import Defect

NAME = "x12-defects"
LEVELS = range(1, 8)


def run(samples: Path | None, echo: Callable[[str], None], *, peers: bool = False) -> dict[str, Any]:
    """Check every defect; ``peers`` adds pyx12 where it is installed and has the map."""
    from claimwright.cli.measures.x12_damage import defects

    began = time.process_time()
    several = defects()
    every: Counter[tuple[str, int]] = Counter((one.set, one.level) for one in several)
    found: Counter[tuple[str, int]] = Counter()
    exact: Counter[tuple[str, int]] = Counter()
    for one in several:
        hit, alone = judged(one)
        found[one.set, one.level] += hit
        exact[one.set, one.level] += hit and alone
    spent = time.process_time() - began
    rejected = _peer(several) if peers else {}
    for line in _matrix(every, found, rejected):
        echo(line)
    figures = {
        "defects": every.total(), "found": found.total(), "exact": exact.total(), "seconds": round(spent, 1),
        "by": {f"{name} {level}": [found[name, level], every[name, level]] for name, level in sorted(every)},
    }  # fmt: skip
    if rejected:
        figures["pyx12"] = {f"{name} {level}": count for (name, level), count in sorted(rejected.items())}
    echo(f"x12-defects: {every.total()} defects, {found.total()} found at their place, {exact.total()} with nothing else said")
    return figures


def judged(defect: Defect) -> tuple[bool, bool]:
    """Whether a defect is found at its place, and whether that is all that is said."""
    from claimwright import x12

    partner = x12.partner(defect.partner) if defect.partner else None
    findings = x12.check(defect.data, partner=partner).findings
    hit = any(
        one.id == defect.rule and one.snip == defect.level and defect.position in (None, one.position)
        and defect.element in (None, one.element)
        for one in findings
    )  # fmt: skip
    others = {one.id for one in findings if one.severity == "error"} - {defect.rule} - defect.also
    return hit, not others


def _matrix(every: Counter[tuple[str, int]], found: Counter[tuple[str, int]], peer: dict[tuple[str, int], str]) -> list[str]:
    heads = "  ".join(f"{f'SNIP {level}':>16}" for level in LEVELS)
    lines = [f"{'set':12}{heads}" + ("   (found/all, pyx12 rejects/all)" if peer else "   (found/all)")]
    for name in sorted({name for name, _ in every}):
        cells = []
        for level in LEVELS:
            of = every[name, level]
            told = f"{found[name, level]}/{of}" if of else "-"
            cells.append(f"{told + (f' ({peer.get((name, level), chr(45))})' if peer and of else ''):>16}")
        lines.append(f"{name:12}{'  '.join(cells)}")
    return lines


def _peer(several: tuple[Defect, ...]) -> dict[tuple[str, int], str]:
    """Rejected/all by set and level, in a process of its own; sets it has no map for are left out."""
    from claimwright.cli.measures.x12_damage import good, joined, names

    with tempfile.TemporaryDirectory() as folder:
        files = {name: str(Path(folder) / f"{name}.edi") for name in names()}
        for name, path in files.items():
            Path(path).write_bytes(joined(good(name)))
        for number, one in enumerate(several):
            (Path(folder) / f"defect-{number}.edi").write_bytes(one.data)  # never the name of a set
        command = [sys.executable, "-m", "claimwright.cli.measures.x12_peer", folder, str(len(several))]
        done = subprocess.run(command, input=json.dumps(files), capture_output=True, check=True, text=True)  # noqa: S603 (our own module)
        verdicts: dict[str, bool] = json.loads(done.stdout)
    told: dict[tuple[str, int], list[bool]] = {}
    for number, one in enumerate(several):
        if verdicts.get(one.set):
            told.setdefault((one.set, one.level), []).append(not verdicts[f"defect-{number}"])
    return {key: f"{sum(marks)}/{len(marks)}" for key, marks in told.items()}
