"""Keys that lie outside the database: files in the folder ``keys`` of the data directory, one a key, readable by their owner only.

A *ring* holds the keys of one purpose by id ("1", "2", ...). The highest id is in use; the older ones open what they sealed or signed
before. To rotate is to add a key; no key is ever removed by the program. ``CLAIMWRIGHT_KEYS`` names another folder, best on another disk:
a backup of the database then holds nothing that opens it.
"""

from __future__ import annotations

import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from functools import cache
from pathlib import Path

from claimwright.office import paths

from .errors import OfficeError

BYTES = 32


class KeyMissing(OfficeError):
    """A key that something was sealed or signed with is not in the folder of keys."""

    def __init__(self, purpose: str, number: str) -> None:
        super().__init__(f"The key {purpose}-{number} is missing from {folder()}.")


class Ring:
    """The keys of one purpose.

    ``trail`` (chain of events), ``anchors``, ``fields`` (wraps data keys), ``index``, ``backup``, ``factors`` (seeds of second factors),
    ``tokens`` (digests of service tokens).
    """

    def __init__(self, purpose: str) -> None:
        """``purpose``: also the beginning of the files' names."""
        self.purpose = purpose

    def ids(self) -> list[str]:
        """The ids there are, oldest first."""
        names = (file.stem.removeprefix(f"{self.purpose}-") for file in folder().glob(f"{self.purpose}-*.key"))
        return sorted((name for name in names if name.isdecimal()), key=int)

    def current(self) -> tuple[str, bytes]:
        """Id and key in use; the first is made when it is asked for."""
        number = (self.ids() or [self.add(first=True)])[-1]
        return number, self.key(number)

    def first(self) -> bytes:
        """The first key, for digests that must stay the same for ever."""
        try:
            return self.key("1")
        except KeyMissing:
            return self.current()[1]

    def key(self, number: str) -> bytes:
        """The key with this id. Raises KeyMissing."""
        return _read(self._file(number), self.purpose, number)

    def add(self, *, first: bool = False) -> str:
        """Make a new key and return its id; from now on it is the one in use."""
        number = "1" if first else str(int((self.ids() or ["0"])[-1]) + 1)
        half = folder() / f".{self.purpose}-{number}.{secrets.token_hex(4)}"
        half.touch(0o600)
        half.write_bytes(urlsafe_b64encode(secrets.token_bytes(BYTES)))
        with suppress(FileExistsError):  # another process was faster: its key is the one
            os.link(half, self._file(number))
        half.unlink()
        return number

    def _file(self, number: str) -> Path:
        return folder() / f"{self.purpose}-{number}.key"


def folder() -> Path:
    """Where the keys lie; made on first use, for its owner only."""
    named = os.environ.get("CLAIMWRIGHT_KEYS")
    place = Path(named).expanduser() if named else paths.data_directory() / "keys"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def keyed_digest(key: bytes, *parts: str) -> str:
    """HMAC-SHA256 over parts that cannot run into one another, as 64 hexadecimal digits."""
    return hmac.digest(key, "\x1f".join(parts).encode(), "sha256").hex()


@cache
def _read(file: Path, purpose: str, number: str) -> bytes:
    """A key is read once a process: its file never changes."""
    try:
        return urlsafe_b64decode(file.read_bytes())
    except FileNotFoundError:
        raise KeyMissing(purpose, number) from None
