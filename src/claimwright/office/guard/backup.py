"""Backup that is proved by restoring it: made of one instant, encrypted, counted; restored into a scratch database and counted again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from claimwright import __version__
from claimwright.core import InputError
from claimwright.office import paths
from claimwright.office.boot import start
from claimwright.office.kit import anchors, audit

from . import copies
from .vault import Reader, Writer

MANIFEST, DATABASE, ANCHORS = "manifest.json", "database", "anchors"
MUST_AGREE = ("rows", "head", "accounts", "unbalanced")


class Drill(NamedTuple):
    """What restoring a backup into a scratch database showed: the manifest, what the copy holds, what is wrong, seconds by step."""

    manifest: dict[str, Any]
    found: dict[str, Any]
    faults: tuple[str, ...]
    seconds: dict[str, float]


def create(file: Path) -> dict[str, Any]:
    """Write a backup to ``file``, which must not exist; return its manifest. The keys are not in it.

    The event of the backup is recorded before the copy is made, so the copy tells of itself.
    """
    if file.exists():
        raise InputError(str(file), "is there already", "name a new file")
    audit.record("backup:create", actor="command line", facts={"file": file.name})
    with _workroom() as room:
        copy, kept = room / DATABASE, anchors.wanted()
        beside = kept.read_bytes() if kept and kept.exists() else b""  # before the copy: an anchor must not know more than the trail
        copies.copy_out(copy)
        with copies.scratch(copy, connection.vendor, beside) as environment:
            census = _census(environment)
        manifest = {"made": timezone.now().isoformat(timespec="seconds"), "version": __version__, "vendor": connection.vendor, **census}
        half = file.with_name(f".{file.name}.{os.getpid()}")
        _write(half, manifest, copy, beside)
        half.replace(file)
    return manifest


def drill(file: Path) -> Drill:
    """Restore ``file`` into a scratch database, compare it with its manifest, walk its audit chain, open samples; then remove it."""
    seconds: dict[str, float] = {}
    with _workroom() as room:
        with _timed(seconds, "decrypt"):
            manifest, copy, beside = _read(file, room)
        with _timed(seconds, "restore and check"), copies.scratch(copy, manifest["vendor"], beside) as environment:
            found = _census(environment)
    return Drill(manifest, found, tuple(_faults(manifest, found)), seconds)


def restore(file: Path) -> Drill:
    """Prove ``file`` by a drill, then restore it to the office's own database, which must not exist yet."""
    proof = drill(file)
    if proof.faults:
        return proof
    with _workroom() as room, _timed(proof.seconds, "restore"):
        manifest, copy, beside = _read(file, room)
        name, kept = copies.make_target(manifest["vendor"])
        copies.copy_in(copy, manifest["vendor"], name)
        kept.write_bytes(beside)
        kept.chmod(0o600)
    start(migrate=True)  # also puts back the rights and policies that belong to this machine's roles
    audit.record("backup:restore", actor="command line", facts={"file": file.name, "made": manifest["made"]})
    return proof


def _faults(manifest: dict[str, Any], found: dict[str, Any]) -> Iterator[str]:
    for name in MUST_AGREE:
        if manifest.get(name) != found.get(name):
            yield f"{name}: {_differing(manifest.get(name), found.get(name))}"
    if found["unbalanced"]:
        yield f"{found['unbalanced']} ledger entries do not balance"
    yield from (found[name] for name in ("chain", "sealed") if found[name])


def _differing(before: Any, after: Any) -> str:
    if isinstance(before, dict) and isinstance(after, dict):
        names = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
        return ", ".join(f"{name} was {before.get(name)}, is {after.get(name)}" for name in names[:5])
    return f"was {before}, is {after}"


def _census(environment: dict[str, str]) -> dict[str, Any]:
    program = [sys.executable, "-m", "claimwright.office.guard.census", "--scratch"]
    surroundings = {name: value for name, value in {**os.environ, **environment}.items() if value}
    done = subprocess.run(program, env=surroundings, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if done.returncode:
        raise InputError("backup", "the copy cannot be read: " + (done.stderr.strip().splitlines() or ["no reason given"])[-1][:300])
    return json.loads(done.stdout)


def _write(file: Path, manifest: dict[str, Any], copy: Path, beside: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        sealed = Writer(out)
        with tarfile.open(fileobj=sealed, mode="w|", bufsize=1 << 18) as parts:
            for name, content in ((MANIFEST, json.dumps(manifest).encode()), (ANCHORS, beside)):
                _add(parts, name, content)
            parts.add(copy, DATABASE)
        sealed.close()
        out.flush()
        os.fsync(out.fileno())


def _add(parts: tarfile.TarFile, name: str, content: bytes) -> None:
    import io

    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    parts.addfile(entry, io.BytesIO(content))


def _read(file: Path, room: Path) -> tuple[dict[str, Any], Path, bytes]:
    """Everything of a backup, checked to its last byte, in ``room``."""
    try:
        with file.open("rb") as source:
            reader = Reader(source, str(file))
            with tarfile.open(fileobj=reader, mode="r|", bufsize=1 << 18) as parts:
                for entry in parts:
                    if entry.name in (MANIFEST, DATABASE, ANCHORS) and entry.isfile():
                        parts.extract(entry, room, filter="data")
            reader.read()
    except OSError as error:
        raise InputError(str(file), error.strerror or "cannot be read") from error
    except tarfile.TarError as error:
        raise InputError(str(file), "was changed or cut off") from error
    return json.loads((room / MANIFEST).read_bytes()), room / DATABASE, (room / ANCHORS).read_bytes()


@contextmanager
def _workroom() -> Iterator[Path]:
    """A folder for the open copy, for its owner only, in the data directory (on its encrypted disk); removed whatever happens."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=paths.data_directory()) as name:
        yield Path(name)


@contextmanager
def _timed(seconds: dict[str, float], what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[what] = round(time.perf_counter() - began, 2)
