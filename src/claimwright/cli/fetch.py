"""Download one official file: resumed where it broke off, checked, in place whole or not at all.

The only code of the engine's commands that opens a connection. Every failure is one InputError line that names the address, or the folder
where it cannot be written. Two downloads of one file wait for each other.
"""

from __future__ import annotations

import errno
import hashlib
import http.client
import json
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
_LEAST = 1024
"""Bytes that must come in each ``timeout`` seconds; a server that sends fewer is given up like one that sends none."""
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BEGINNING = 1024
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


class _TooLarge(InputError):
    """A file of which nothing is kept."""


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects within the web, and never from https to what anyone on the way may read and change."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """The request that is asked next. Raises InputError where it leads elsewhere."""
        if not newurl.startswith("https://") and not (newurl.startswith("http://") and req.full_url.startswith("http://")):
            raise InputError(req.full_url, f"sends on to {newurl.split(':')[0]}:, which is not followed", "look for the file on its page")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


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
    target = folder / address.rpartition("/")[2]
    with _writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _alone(target):
        known = sha256 or _recorded(folder, address)
        if known and target.exists() and _sha256(target) == known.lower():
            return Fetched(target, known.lower(), target.stat().st_size, fresh=False)
        return _fetched(address, target, sha256, timeout, tries, pause, progress or (lambda _have, _all: None))


def _fetched(address: str, target: Path, sha256: str, timeout: float, tries: int, pause: float, progress: Progress) -> Fetched:
    part = target.with_name(f"{target.name}.part")
    _download(address, part, timeout, tries, pause, progress)
    found = _sha256(part)
    try:
        _check(address, part, found, sha256)
    except InputError:
        _forget(part)
        raise
    size = part.stat().st_size
    row = {
        "address": address,
        "file": target.name,
        "sha256": found,
        "bytes": size,
        "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with _writing(target.parent):
        part.replace(target)
        _about(part).unlink(missing_ok=True)
        with (target.parent / _RECORD).open("a", encoding="utf-8") as file:
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
        except InputError as error:
            if isinstance(error, _TooLarge):
                _forget(part)
            raise
    raise InputError(address, f"{why}, {tries} times", "try again later: what is there already is kept and resumed")


def _ask(address: str, part: Path, timeout: float, progress: Progress) -> None:
    """Ask once, for what is missing. Raises _Passing where asking again may help, InputError where it will not."""
    have, validator = _kept(part, address)
    headers = {"User-Agent": "claimwright", "Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": validator}
    try:
        request = urllib.request.Request(address, headers=headers)  # noqa: S310  http and https only, see fetch_file
        with urllib.request.build_opener(_Redirects).open(request, timeout=timeout) as answer:
            _receive(address, answer, part, have, validator, timeout, progress)
    except urllib.error.HTTPError as error:
        with error:
            _refused(address, error, part)
    except urllib.error.URLError as error:
        _unreachable(address, error.reason)
    except (http.client.InvalidURL, ValueError) as error:
        raise InputError(address, f"is no web address ({error})", "check the address") from error
    except (OSError, http.client.HTTPException) as error:
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
    if isinstance(reason, ssl.SSLCertVerificationError):
        raise InputError(address, f"is not who it says it is ({reason.verify_message})", "check the clock and the network; do not go on")
    if isinstance(reason, TimeoutError):
        raise _Passing("the server sent nothing in time")
    if isinstance(reason, OSError | http.client.HTTPException):
        raise _Passing(f"the connection failed ({reason or type(reason).__name__})")
    raise InputError(address, f"cannot be reached ({reason})", "check the address")


def _receive(address: str, answer: Any, part: Path, have: int, validator: str, timeout: float, progress: Progress) -> None:
    if "html" in answer.headers.get_content_type() and not address.endswith((".html", ".htm")):
        raise InputError(address, "gives a web page, not the file", "open it in a browser: it may ask for terms, or have moved")
    there = _resumed_at(answer, part, have, validator)
    whole = _length(answer, there)
    if whole > _LARGEST:
        raise _TooLarge(address, f"is {whole >> 20} MiB, larger than any official file", "check the address")
    with _writing(part.parent):
        _about(part).write_text(json.dumps({"address": address, "validator": _validator(answer.headers)}), "utf-8")
        file = part.open("ab" if there else "wb")
    with file:
        for block in _blocks(answer, timeout):
            with _writing(part.parent):
                file.write(block)
            there += len(block)
            progress(there, whole)
            if there > _LARGEST:
                raise _TooLarge(address, "is larger than any official file", "check the address")
    if whole and there != whole:
        raise _Passing(f"the connection broke off after {there:,} of {whole:,} bytes")


def _resumed_at(answer: Any, part: Path, have: int, validator: str) -> int:
    """The byte the answer goes on at: all that is there, or none. Raises _Passing where it is the rest of another file."""
    if answer.status != _PART:
        return 0
    begins = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    if begins is None or int(begins[1]) != have or (have and _validator(answer.headers) not in ("", validator)):
        _forget(part)
        raise _Passing("the server sent the rest of another file")
    return have


def _length(answer: Any, there: int) -> int:
    """How many bytes the whole file has; 0 where the answer does not say."""
    if total := re.search(r"/(\d+)\s*$", answer.headers.get("Content-Range", "")):
        return int(total[1])
    length = answer.headers.get("Content-Length") or ""
    return there + int(length) if length.isdecimal() and int(length) else 0


def _blocks(answer: Any, timeout: float) -> Iterator[bytes]:
    """What comes, block by block. Raises _Passing where it breaks off or comes too slowly."""
    begun, had = time.monotonic(), 0
    while True:
        try:
            found: bytes = answer.read1(_BLOCK)
        except http.client.IncompleteRead as error:
            raise _Passing("the connection broke off") from error
        if not found:
            return
        had += len(found)
        if time.monotonic() - begun > timeout:
            if had < _LEAST:
                raise _Passing("the server sent next to nothing in time")
            begun, had = time.monotonic(), 0
        yield found


# -- the folder ------------------------------------------------------------------------------------------------------------------------


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """What cannot be written is one line."""
    try:
        yield
    except OSError as error:
        raise InputError(
            str(folder), f"cannot be written ({error.strerror or error})", "free space there, or set CLAIMWRIGHT_DATA"
        ) from error


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """One download of a file at a time, over all processes; the lock dies with its process. Windows goes without."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with _writing(target.parent):
        file = (target.parent / ".lock").open("a+b")
    with file:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX)
        yield


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
    with part.open("rb") as file:
        beginning = file.read(_BEGINNING)
    if _PAGE.search(beginning):
        raise InputError(address, "gives a web page, not the file", "open it in a browser: it may ask for terms, or have moved")
    if address.endswith(".zip") and not _is_whole_zip(part):
        raise InputError(address, "is no whole zip", "try again later")


def _is_whole_zip(path: Path) -> bool:
    """Whether every part of an archive is there as its checksum says."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error):
        return False


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
