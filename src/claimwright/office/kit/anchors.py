"""Anchors: where the audit trail stood after each commit, written outside the database and signed with a key of their own.

A line is ``sequence digest time key signature``; the sequence is the number of events, as they count without gaps. Each signature covers
the line before as well, so a line that is changed, taken out or put in shows. What no file on this machine can show is a trail and an
anchor file that were cut back to the same event: ``claimwright trail anchor`` prints the newest line for a place elsewhere (print it
daily, send it to another machine), and ``trail verify --anchor`` holds the trail against it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from claimwright.office import paths

from .keys import KeyMissing, Ring, keyed_digest
from .models import AuditEvent
from .scope import crossing

LONGEST = 512
"""Bytes from the end of the file in which the last line stands whole."""
UNANCHORED = 64
"""Events that a killed process may have committed without their anchor; more than that and the anchors were cut."""


class Anchors(NamedTuple):
    """What the file says: a digest by sequence, the first thing that is wrong with the file itself, and whether there is a file."""

    digests: dict[int, str]
    fault: str
    present: bool

    def against(self, last: int) -> tuple[str, str]:
        """Fault and note, for a trail that ends at ``last``."""
        top = max(self.digests, default=0)
        if self.fault:
            return self.fault, ""
        if top > last:
            return f"events after {last} are missing; the anchors go to {top}", ""
        if last - top > UNANCHORED and wanted() is not None:
            what = f"end at event {top}, the trail at {last}" if self.present else f"are missing, the trail has {last} events"
            return f"the anchors {what}: their file was cut or removed", ""
        if gap := self.gap():
            return "", f"events {gap[0]} to {gap[1]} have no anchor: the file was cut or removed in between"
        return "", f"the last {last - top} events have no anchor yet" if last > top and wanted() is not None else ""

    def gap(self) -> tuple[int, int] | None:
        """The first stretch of more events than a killed process can leave without anchor."""
        edges = [0, *sorted(self.digests)]
        return next(((low + 1, high - 1) for low, high in pairwise(edges) if high - low > UNANCHORED), None)


def wanted() -> Path | None:
    """The anchor file of this database; None in memory and in the databases that tests make."""
    name = str(connection.settings_dict["NAME"])
    if "memory" in name or name.startswith(("file:", "test_")):
        return None
    return Path(f"{name}-anchors") if connection.vendor == "sqlite" else paths.data_directory() / f"{name}-anchors"


def drop(sequence: int, digest: str) -> None:
    """Add the anchor of an event that was committed, unless a later one stands there already."""
    file = wanted()
    if file is None:
        return
    with _locked(file) as handle:
        _drop_half_a_line(handle)
        before = _last_line(handle)
        if before and int(before.split(" ", 1)[0]) >= sequence:
            return
        number, key = Ring("anchors").current()
        text = f"{sequence} {digest} {timezone.now().isoformat(timespec='seconds')} {number}"
        os.write(handle, f"{text} {keyed_digest(key, before, text)}\n".encode())


def newest() -> str:
    """The last line, to be kept elsewhere; "" where there is none."""
    file = wanted()
    if file is None or not file.exists():
        return ""
    with _locked(file) as handle:
        return _last_line(handle)


def fault_beside(kept: str) -> str:
    """What is wrong with the trail beside an anchor that was kept elsewhere; "" nothing, or no anchor given."""
    if not kept:
        return ""
    parts = kept.split(" ")
    if len(parts) != 5 or not parts[0].isdecimal():
        return "what was kept is no anchor"
    with crossing("trail"):
        event = AuditEvent.objects.filter(sequence=int(parts[0])).first()
    if event is None:
        return f"event {parts[0]} is missing; it was anchored at {parts[2]}"
    return "" if event.digest == parts[1] else f"event {parts[0]} is not the one that was anchored at {parts[2]}"


def read() -> Anchors:
    """Every anchor, checked."""
    file = wanted()
    if file is None or not file.exists():
        return Anchors({}, "", False)
    digests: dict[int, str] = {}
    before, ring, top = "", Ring("anchors"), 0
    whole = file.read_text("ascii", "replace").rpartition("\n")[0]  # without half a line that a power cut left
    for number, line in enumerate(whole.splitlines(), 1):
        parts = line.split(" ")
        if len(parts) == 2 and len(parts[1]) == 64 and not before:  # the first form, unsigned
            digests[int(parts[0])] = parts[1]
            continue
        if fault := _fault(parts, before, ring, top):
            return Anchors(digests, f"line {number} of the anchors {fault}", True)
        top, before = int(parts[0]), line
        digests[top] = parts[1]
    return Anchors(digests, "", True)


def _fault(parts: list[str], before: str, ring: Ring, top: int) -> str:
    if len(parts) != 5 or not parts[0].isdecimal():
        return "cannot be read"
    try:
        right = keyed_digest(ring.key(parts[3]), before, " ".join(parts[:4]))
    except KeyMissing as missing:
        return f"cannot be checked: {missing}"
    if right != parts[4]:
        return "was changed, or one before it is missing"
    return "" if int(parts[0]) > top else "goes back"


@contextmanager
def _locked(file: Path) -> Iterator[int]:
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        with suppress(ImportError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle
    finally:
        os.close(handle)  # closing unlocks


def _drop_half_a_line(handle: int) -> None:
    """A power cut may leave half a line; the next anchor covers what it would have said."""
    size = os.lseek(handle, 0, os.SEEK_END)
    os.lseek(handle, max(0, size - LONGEST), os.SEEK_SET)
    tail = os.read(handle, LONGEST)
    if not tail.endswith(b"\n"):
        os.ftruncate(handle, size - len(tail) + tail.rfind(b"\n") + 1)


def _last_line(handle: int) -> str:
    size = os.lseek(handle, 0, os.SEEK_END)
    os.lseek(handle, max(0, size - LONGEST), os.SEEK_SET)
    lines = os.read(handle, LONGEST).decode("ascii", "replace").splitlines()
    line = lines[-1] if lines else ""
    return line if line.count(" ") == 4 else ""
