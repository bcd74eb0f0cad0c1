"""An encrypted file that is written and read as a stream, in constant memory.

AES-256-GCM over chunks of one megabyte. The nonce of a chunk is a random prefix, its number, and whether it is the last, so chunks cannot
be left out, exchanged or cut off (the STREAM construction: Hoang, Reyhanitabar, Rogaway and Vizár, CRYPTO 2015). The key of a file is
derived (HKDF-SHA256, RFC 5869) from a key of the ring ``backup`` and the file's own salt; the header names the ring's key by id and is
authenticated.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64decode, b64encode
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from claimwright.core import InputError
from claimwright.office.kit.keys import KeyMissing, Ring

MAGIC = b"claimwright backup 1\n"
CHUNK = 1 << 20
TAG = 16
PREFIX = 7


class Writer:
    """A file object that encrypts what is written to it; without :meth:`close` the file is incomplete and does not open."""

    def __init__(self, out: BinaryIO) -> None:
        """``out``: where the encrypted bytes go; it stays open."""
        number, key = Ring("backup").current()
        salt, self._prefix = secrets.token_bytes(16), secrets.token_bytes(PREFIX)
        header = {"key": number, "salt": b64encode(salt).decode(), "prefix": b64encode(self._prefix).decode()}
        self._header = MAGIC + json.dumps(header).encode() + b"\n"
        self._out, self._cipher, self._held, self._number = out, _cipher(key, salt), bytearray(), 0
        out.write(self._header)

    def write(self, data: bytes) -> int:
        """Take bytes in; whole chunks go out."""
        self._held += data
        while len(self._held) > CHUNK:  # the last chunk is never empty unless the file is: something stays held
            self._put(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]
        return len(data)

    def close(self) -> None:
        """Write the last chunk."""
        self._put(bytes(self._held), last=True)
        self._held.clear()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._prefix, self._number, last), chunk, self._header))
        self._number += 1


class Reader:
    """A file object that reads what :class:`Writer` wrote. Raises InputError where the file was changed, cut or is none of ours."""

    def __init__(self, source: BinaryIO, name: str) -> None:
        """``name``: what errors call it."""
        self._source, self._name, self._held, self._number, self._ended = source, name, bytearray(), 0, False
        self._header = source.readline(len(MAGIC)) + source.readline(4096)
        try:
            header = json.loads(self._header.removeprefix(MAGIC))
            salt, self._prefix = b64decode(header["salt"]), b64decode(header["prefix"])
            self._cipher = _cipher(Ring("backup").key(str(header["key"])), salt)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(name, "is no backup of ours") from error
        except KeyMissing as error:
            raise InputError(name, str(error), "put the folder of keys back first") from error
        self._ahead = source.read(CHUNK + TAG)

    def read(self, size: int = -1) -> bytes:
        """The next ``size`` bytes, fewer at the end; all that is left without a size."""
        while not self._ended and (size < 0 or len(self._held) < size):
            self._held += self._next()
        size = len(self._held) if size < 0 else size
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def _next(self) -> bytes:
        chunk, self._ahead = self._ahead, self._source.read(CHUNK + TAG)
        self._ended = not self._ahead
        try:
            plain = self._cipher.decrypt(_nonce(self._prefix, self._number, self._ended), chunk, self._header)
        except (InvalidTag, ValueError) as error:
            raise InputError(self._name, "was changed or cut off, or is still being written") from error
        self._number += 1
        return plain


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"claimwright backup").derive(key))


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])
