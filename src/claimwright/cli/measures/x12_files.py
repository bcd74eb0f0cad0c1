"""One measure of X12 files: ``python -m ... WHAT KIND CLAIMS PATH`` prints rate and peak memory as JSON."""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from claimwright.core import Claim

from . import x12_generator

WARMING: Final = 10
"""Claims of the file that each program reads before the clock starts."""
BATCH: Final = 5000
"""Claims written into one file."""


def main(what: str, kind: str, size: int, path: Path) -> None:
    """Run one measure and print it."""
    rate = MEASURES[what](kind, size, path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sys.stdout.write(json.dumps({"rate": round(rate), "memory": peak // 1024}))


def _make(kind: str, size: int, path: Path) -> float:
    x12_generator.write(kind, size, path)
    return 0


def _small(kind: str, folder: str) -> Path:
    path = Path(folder) / "small.edi"
    x12_generator.write(kind, WARMING, path)
    return path


class Look:
    """Looks at what a value says: counts claims and lines, adds up charges, meets every day and code."""

    def __init__(self) -> None:
        """Nothing is seen yet."""
        self.claims = self.lines = self.cents = 0
        self.known: set[Any] = set()

    def take(self, value: Any) -> None:
        """A Claim, or a Remittance with its claims."""
        known, answered = self.known, value.__class__ is not Claim
        claims: Iterable[Any] = value.claims if answered else (value,)
        for claim in claims:
            lines, cents = claim.lines, int(claim.charge)
            self.claims += 1
            self.lines += len(lines)
            for line in lines:
                cents -= int(line.charge)
                known.add(line.procedure)
                known.add(line.on if answered else line.from_date)
            self.cents += cents

    def right(self, size: int) -> bool:
        """Whether every claim was there, and its lines add up to it."""
        return self.claims == size and self.cents == 0 and self.lines >= size and None not in self.known


def _check(kind: str, size: int, path: Path) -> float:
    """SNIP 1 to 5 and every value, in one pass."""
    from claimwright import x12

    look = Look()
    with tempfile.TemporaryDirectory() as folder:
        x12.check(_small(kind, folder), snip=5, each=Look().take)
    began = time.process_time()
    report = x12.check(path, snip=5, each=look.take)
    spent = time.process_time() - began
    if report.findings or not look.right(size):
        raise SystemExit(f"the measure is void: {len(report.findings)} findings, {look.claims} claims")
    return size / spent


def _read(kind: str, size: int, path: Path) -> float:
    from claimwright import x12

    look = Look()
    with tempfile.TemporaryDirectory() as folder:
        list(x12.read(_small(kind, folder)))
    began = time.process_time()
    for value in x12.read(path):
        look.take(value)
    return size / (time.process_time() - began)


def _write(kind: str, size: int, path: Path) -> float:
    """The values of the file back into files of ``BATCH`` claims; reading them is not counted."""
    from claimwright import x12

    writer: Callable[..., bytes] = x12.write_835 if kind == "835" else x12.write_837
    with tempfile.TemporaryDirectory() as folder:
        _timed(writer, list(x12.read(_small(kind, folder))), 1)
    spent, written = 0.0, 0
    for number, values in enumerate(_batches(x12.read(path)), 1):
        spent += _timed(writer, values, number)
        written += sum(len(value.claims) if kind == "835" else 1 for value in values)
    if written != size:
        raise SystemExit(f"the measure is void: {written} claims written")
    return size / spent


def _timed(writer: Callable[..., bytes], values: list[Any], number: int) -> float:
    from claimwright import x12

    envelope = x12.Envelope(sender="SUBMITTER", receiver="RECEIVER", control=number, timestamp=datetime(2026, 9, 30, 12))  # noqa: DTZ001
    began = time.process_time()
    writer(values, envelope)
    return time.process_time() - began


def _batches(values: Iterator[Any]) -> Iterator[list[Any]]:
    batch: list[Any] = []
    held = 0
    for value in values:
        batch.append(value)
        held += len(value.claims) if hasattr(value, "claims") else 1
        if held >= BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _floor(kind: str, size: int, path: Path) -> float:
    """The least that plain Python does: blocks, ``split``, one dict per claim, amounts as Decimal."""
    head, amounts = ("CLP", {"CLP": (3, 4), "SVC": (2, 3)}) if kind == "835" else ("CLM", {"CLM": (2,), "SV1": (2,), "SV2": (3,)})
    began = time.process_time()
    claim: dict[str, list[str]] = {}
    rest, total = "", Decimal(0)
    with path.open("r", encoding="latin-1", newline="") as stream:
        while block := stream.read(1 << 16):
            parts = (rest + block).split("~")
            rest = parts.pop()
            for part in parts:
                elements = part.lstrip().split("*")
                if elements[0] == head:
                    claim = {}
                claim[elements[0]] = elements
                for at in amounts.get(elements[0], ()):
                    total += Decimal(elements[at])
    return size / (time.process_time() - began)


def _pyx12(kind: str, size: int, path: Path) -> float:
    """A peer's validator with its acknowledgement; 0 where it is not installed."""
    try:
        from pyx12.params import params
        from pyx12.x12n_document import x12n_document
    except ImportError:
        return 0
    logging.disable(logging.CRITICAL)
    settings = params()
    settings.set("charset", "E")
    with tempfile.TemporaryDirectory() as folder:
        x12n_document(settings, str(_small(kind, folder)), io.StringIO(), None, None)
    began = time.process_time()
    if not x12n_document(settings, str(path), io.StringIO(), None, None):
        raise SystemExit("the measure is void: pyx12 does not accept the file")
    return size / (time.process_time() - began)


MEASURES: Final[dict[str, Callable[[str, int, Path], float]]] = {
    "make": _make, "write": _write, "check": _check, "read": _read, "floor": _floor, "pyx12": _pyx12,
}  # fmt: skip

if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
