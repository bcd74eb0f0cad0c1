"""Reading what people name on the command line: a file that can be used, or one clear line that says why not."""

from __future__ import annotations

import json
from pathlib import Path

from claimwright.core import InputError


def existing_file(name: str | Path) -> Path:
    """The path of a readable file that is not empty. Raises InputError for a missing one, a directory, an empty one."""
    path = Path(name)
    if path.is_dir():
        raise InputError(str(name), "is a directory", "name a file")
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(str(name), error.strerror or "cannot be read", "check the name") from error
    if path.is_file() and size == 0:
        raise InputError(str(name), "is empty", "name a file with content")
    return path


def read_bytes(name: str | Path, limit: int | None = None) -> bytes:
    """The bytes of a file. ``limit``: bytes that are too many. Raises InputError."""
    path = existing_file(name)
    try:
        if limit is not None and path.stat().st_size > limit:
            raise InputError(str(name), f"is larger than {limit // 2**20} MiB", "split it")
        return path.read_bytes()
    except OSError as error:
        raise InputError(str(name), error.strerror or "cannot be read", "check the permissions") from error


def read_text(name: str | Path, limit: int | None = None) -> str:
    """The text of a UTF-8 file (a byte-order mark is dropped). Raises InputError naming the byte that is not UTF-8."""
    data = read_bytes(name, limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(name), f"byte {error.start + 1} is not UTF-8", "save it as UTF-8 text") from error
    if "\0" in text:
        raise InputError(str(name), f"is not a text file (a NUL at character {text.index(chr(0)) + 1})", "name a text file")
    return text


_HEAD, _TAIL = 106, 1024


def whole_interchange(name: str | Path) -> Path:
    """The path of an X12 file that was not cut off: what follows it on disk ends in an interchange trailer.

    Money and claims are never taken from half a file. A file that is no X12 passes: its reader says so better. Raises InputError.
    """
    path = existing_file(name)
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    if head.startswith(b"ISA") and len(head) == _HEAD:
        terminator = head[-1:]
        last = tail.rstrip(b"\r\n\t " + terminator).rsplit(terminator, 1)[-1].lstrip()
        if not last.startswith(b"IEA"):
            raise InputError(str(name), "ends before its interchange trailer (IEA): it was cut off", "get the whole file again")
    return path


NOT_A_NOTE = {
    "%PDF": "a PDF",
    "{\\rtf": "a rich-text file",
    "ISA": "an X12 file",
    "MSH|": "an HL7 message",
    "<?xml": "an XML file",
    "<!DOCTYPE": "a web page",
    "<html": "a web page",
}
"""How files begin that are text, but no note."""


LARGEST_NOTE = 16 * 2**20
"""Bytes of one note; more is no note."""


def read_note(name: str | Path) -> str:
    """The text of a note. Raises InputError for what is plainly another kind of file (JSON objects and lists too)."""
    text = read_text(name, LARGEST_NOTE)
    start = text.lstrip()
    kind = next((kind for head, kind in NOT_A_NOTE.items() if start.startswith(head)), None)
    if kind is None and start[:1] in ("{", "["):
        try:
            json.loads(start)
            kind = "a JSON file"
        except ValueError:
            pass
    if kind:
        raise InputError(str(name), f"is {kind}, not a note", "save the words of the note as plain text")
    return text
