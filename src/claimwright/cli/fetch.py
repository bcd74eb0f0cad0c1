"""Download one official file: resumed where it broke off, checked, in place whole or not at all.

The only code of the engine's commands that opens a connection. Every failure is one InputError line that names the address.
"""

from __future__ import annotations

import errno
import hashlib
import http.client
import json
import socket
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from claimwright.core import InputError

TRIES = 4
"""How often one file is asked for, before it is given up."""
_BLOCK = 1 << 18
_LARGEST = 2 << 30
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it is worth asking again (RFC 9110)."""
_PART, _NO_SUCH_RANGE = 206, 416
_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})
_RECORD = "fetched.jsonl"
Progress = Callable[[int, int], None]
"""Told the bytes that are there and the bytes that there will be (0 where the server does not say)."""


class Fetched(NamedTuple):
    """A file in place. ``fresh``: it was downloaded now, not found there."""

    path: Path
    sha256: str
    size: int
    fresh: bool


class _Passing(Exception):
    """A failure after which it is worth asking again."""


def fetch_file(
    address: str,
    folder: Path,
    *,
    sha256: str = "",
    timeout: float = 30.0,
    tries: int = TRIES,
    pause: float = 1.0,
    progress: Progress | None = None,
) -> Fetched:
    """The file at an address, in ``folder`` under its own name.

    ``sha256``: what it must be, where that is known. ``timeout``: seconds without a byte. ``pause``: seconds before the second try, doubled
    each time. Raises InputError: no network, no such file, cut off, another kind of file, another checksum, too large.
    """
    if not address.startswith(("https://", "http://")):
        raise InputError(address, "is no web address", "begin it with https://")
    name = address.rpartition("/")[2]
    target = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    if target.exists() and (known := sha256 or _recorded(folder, address)) and _sha256(target) == known:
        return Fetched(target, known, target.stat().st_size, fresh=False)
    part = folder / f"{name}.part"
    _download(address, part, timeout, tries, pause, progress or (lambda _have, _all: None))
    found = _sha256(part)
    try:
        _check(address, part, found, sha256)
    except InputError:
        _forget(part)
        raise
    size = part.stat().st_size
    part.replace(target)
    _about(part).unlink(missing_ok=True)
    with (folder / _RECORD).open("a", encoding="utf-8") as file:
        row = {"address": address, "file": name, "sha256": found, "bytes": size, "fetched": datetime.now(UTC).isoformat(timespec="seconds")}
        file.write(json.dumps(row) + "\n")
    return Fetched(target, found, size, fresh=True)


def _download(address: str, part: Path, timeout: float, tries: int, pause: float, progress: Progress) -> None:
    why = ""
    for attempt in range(tries):
        if attempt:
            time.sleep(pause * 2 ** (attempt - 1))
        try:
            _ask(address, part, timeout, progress)
            return
        except _Passing as error:
            why = str(error)
    raise InputError(address, f"{why}, {tries} times", "try again later: what is there already is kept and resumed")


def _ask(address: str, part: Path, timeout: float, progress: Progress) -> None:
    """Ask once, for what is missing. Raises _Passing where asking again may help, InputError where it will not."""
    have, validator = _kept(part, address)
    headers = {"User-Agent": "claimwright", "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": validator}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  http and https only, see fetch_file
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            _receive(address, answer, part, have, progress)
    except urllib.error.HTTPError as error:
        with error:
            _refused(address, error, part)
    except urllib.error.URLError as error:
        _unreachable(address, error.reason)
    except (TimeoutError, ConnectionError, http.client.HTTPException) as error:
        _unreachable(address, error)


def _refused(address: str, error: urllib.error.HTTPError, part: Path) -> None:
    if error.code == _NO_SUCH_RANGE:  # what we kept is not a beginning of what is there now
        _forget(part)
        raise _Passing("the kept beginning does not fit")
    if error.code in _PASSING:
        raise _Passing(f"the server answered {error.code} ({error.reason})")
    mend = "look for the file's new name on its page" if error.code in (404, 410) else "open the address in a browser"
    raise InputError(address, f"cannot be had: the server answered {error.code} ({error.reason})", mend)


def _unreachable(address: str, reason: object) -> None:
    if isinstance(reason, socket.gaierror) or getattr(reason, "errno", None) in _NO_NETWORK:
        raise InputError(
            address, "cannot be reached: there is no network, or no such server", "download it elsewhere and use codes install"
        )
    if isinstance(reason, TimeoutError):
        raise _Passing("the server sent nothing in time")
    if isinstance(reason, OSError | http.client.HTTPException):
        raise _Passing(f"the connection failed ({reason or type(reason).__name__})")
    raise InputError(address, f"cannot be reached ({reason})", "check the address")


def _receive(address: str, answer: Any, part: Path, have: int, progress: Progress) -> None:
    resumed = answer.status == _PART and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
    if "html" in answer.headers.get_content_type() and not address.endswith((".html", ".htm")):
        raise InputError(address, "gives a web page, not the file", "open it in a browser: it may ask for terms, or have moved")
    length = int(answer.headers.get("Content-Length") or 0)
    there = have if resumed else 0
    whole = there + length if length else 0
    if whole > _LARGEST:
        raise InputError(address, f"is {whole >> 20} MiB, larger than any official file", "check the address")
    _about(part).write_text(json.dumps({"address": address, "validator": _validator(answer.headers)}), "utf-8")
    with part.open("ab" if resumed else "wb") as file:
        while block := _block(answer):
            file.write(block)
            there += len(block)
            progress(there, whole)
            if there > _LARGEST:
                raise InputError(address, "is larger than any official file", "check the address")
    if whole and there < whole:
        raise _Passing(f"the connection broke off after {there:,} of {whole:,} bytes")


def _block(answer: Any) -> bytes:
    try:
        found: bytes = answer.read1(_BLOCK)
    except http.client.IncompleteRead as error:
        found = error.partial
    return found


# -- what is kept between tries --------------------------------------------------------------------------------------------------------


def _kept(part: Path, address: str) -> tuple[int, str]:
    """How many bytes of just this file are there, and what tells that it is still the same; 0 where that cannot be told."""
    with suppress(OSError, ValueError, KeyError):
        about = json.loads(_about(part).read_text("utf-8"))
        if about["address"] == address and about["validator"]:
            return part.stat().st_size, about["validator"]
    return 0, ""


def _validator(headers: Any) -> str:
    """A strong ETag, else the day of the last change (RFC 9110, 13.1.5)."""
    tag: str = headers.get("ETag") or ""
    return tag if tag and not tag.startswith("W/") else headers.get("Last-Modified") or ""


def _about(part: Path) -> Path:
    return part.with_name(f"{part.name}.json")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _about(part).unlink(missing_ok=True)


# -- what came -------------------------------------------------------------------------------------------------------------------------


def _check(address: str, part: Path, found: str, sha256: str) -> None:
    if not part.stat().st_size:
        raise InputError(address, "is empty", "try again later")
    if sha256 and found != sha256.lower():
        raise InputError(
            address, f"has another checksum ({found[:12]}..., not {sha256[:12]}...)", "do not use it; tell who published the sum"
        )
    head = part.read_bytes()[:512].lstrip().lower() if part.stat().st_size < _BLOCK else _head(part)
    if head.startswith((b"<!doctype html", b"<html")):
        raise InputError(address, "gives a web page, not the file", "open it in a browser: it may ask for terms, or have moved")
    if address.endswith(".zip") and not zipfile.is_zipfile(part):
        raise InputError(address, "is no whole zip", "try again later")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(512).lstrip().lower()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _recorded(folder: Path, address: str) -> str:
    """The checksum a file had when it was fetched from this address, empty where it never was."""
    found = ""
    with suppress(OSError):
        for line in (folder / _RECORD).read_text("utf-8").splitlines():
            with suppress(ValueError):
                row = json.loads(line)
                found = row["sha256"] if row.get("address") == address else found
    return found
