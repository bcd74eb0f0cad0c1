"""The one gate through which a file comes in: size, what its bytes say it is, and a name that is only a name.

The sender's name for a file and its stated type are never believed. Bytes stay in memory (settings: no temporary file), nothing is unpacked
but by :func:`unpacked`, and no program is run on them. Sources: OWASP ASVS 5.0, chapter V5; OWASP File Upload Cheat Sheet.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from django.http import HttpRequest

from claimwright.office.kit.errors import OfficeError

MOST_BYTES = 50 * 1024 * 1024
MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 1000, 200 * 1024 * 1024, 100
"""Of an archive: entries, bytes when unpacked, and how many times larger than packed."""


BOM = b"\xef\xbb\xbf"


class Refused(OfficeError):
    """A file that does not come in, and why."""


class Upload(NamedTuple):
    """A file that came through the gate. ``kind`` is told by its bytes."""

    name: str
    kind: str
    content: bytes


def _x12(data: bytes) -> bool:
    return data.lstrip()[:3] == b"ISA"


def _text(data: bytes) -> bool:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text)


def _xml(data: bytes) -> bool:
    """XML without a document type: entities and outside references come with one (CWE-611, CWE-776)."""
    start = data.removeprefix(BOM).lstrip()
    return start[:1] == b"<" and _text(data) and not re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE)


def _pdf(data: bytes) -> bool:
    """PDF that starts no program and holds no file. What a compressed part hides, a reader without scripts must not run either."""
    active = rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|OpenAction|AA|SubmitForm|ImportData)\b"
    return data[:5] == b"%PDF-" and b"%%EOF" in data[-2048:] and not re.search(active, data)


KINDS: dict[str, Callable[[bytes], bool]] = {
    "x12": _x12,
    "hl7": lambda data: data.lstrip()[:4] == b"MSH|" and _text(data.replace(b"\x0b", b"").replace(b"\x1c", b"")),
    "pdf": _pdf,
    "png": lambda data: data[:8] == b"\x89PNG\r\n\x1a\n",
    "jpeg": lambda data: data[:3] == b"\xff\xd8\xff",
    "zip": lambda data: data[:4] == b"PK\x03\x04" and zipfile.is_zipfile(io.BytesIO(data)),
    "xml": _xml,
    "json": lambda data: data.lstrip()[:1] in (b"{", b"[") and _text(data),
    "text": lambda data: _text(data) and data.removeprefix(BOM).lstrip()[:1] != b"<",
}
"""What a file can be, and how its bytes show it; the first that fits is what it is. Markup is no text: a browser would run it."""


def taken(request: HttpRequest, field: str, *kinds: str) -> Upload:
    """The file that a form sent, if it is one of these kinds. Raises Refused with a sentence for the person."""
    sent = request.FILES.get(field)
    if sent is None or not sent.size or sent.size > MOST_BYTES:
        raise Refused(f"Choose a file of at most {MOST_BYTES // 2**20} MB.")
    return checked(sent.name or "", sent.read(), *kinds)


def all_taken(request: HttpRequest, field: str, *kinds: str) -> list[Upload]:
    """The files that a form sent, if each is one of these kinds and together they are no larger than one may be. Raises Refused."""
    sent = request.FILES.getlist(field)
    if not sent or sum(one.size or 0 for one in sent) > MOST_BYTES:
        raise Refused(f"Choose a file, or several of at most {MOST_BYTES // 2**20} MB together.")
    return [checked(one.name or "", one.read(), *kinds) for one in sent]


def checked(name: str, content: bytes, *kinds: str) -> Upload:
    """A file from wherever it comes. ``kinds``: those that are wanted here."""
    if not content or len(content) > MOST_BYTES:
        raise Refused(f"Choose a file of at most {MOST_BYTES // 2**20} MB.")
    kind = next((kind for kind, fits in KINDS.items() if kind in kinds and fits(content)), "")
    if not kind:
        raise Refused(f"{plain_name(name)} is not what belongs here. Wanted: {' or '.join(kinds)}.")
    return Upload(plain_name(name), kind, content)


def plain_name(name: str) -> str:
    """The last part of a name, in harmless signs; never a path, a hidden file or a device."""
    last = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    harmless = re.sub(r"[^\w.() -]", "_", last).lstrip(". ")[:120]
    return harmless if harmless.strip(". _") else "file"


def unpacked(upload: Upload) -> Iterator[Upload]:
    """The files of an archive, one after another; their names are only names. Raises Refused for a bomb, or an archive within."""
    with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        size = sum(entry.file_size for entry in entries)
        if len(entries) > MOST_ENTRIES or size > MOST_UNPACKED or size > MOST_RATIO * max(1, len(upload.content)):
            raise Refused(f"{upload.name} unpacks to too much.")
        for entry in entries:
            yield _entry(archive, entry, upload.name)


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Upload:
    """What is read is counted again: the sizes that an archive states may be false."""
    try:
        with archive.open(entry) as source:
            content = source.read(entry.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        raise Refused(f"{name} cannot be unpacked.") from error
    if len(content) > entry.file_size or content[:4] == b"PK\x03\x04":
        raise Refused(f"{name} holds an archive, or is not as large as it says.")
    return Upload(plain_name(entry.filename), next((kind for kind, fits in KINDS.items() if fits(content)), ""), content)
