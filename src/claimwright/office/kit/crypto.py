"""Sealing values at rest: AES-256-GCM under a data key of the practice, which is itself sealed under a key that lies outside the database.

Every value is bound to its place: practice, table, column and row are authenticated with it, so a value that is copied to another row,
column or practice does not open (NIST SP 800-38D: additional authenticated data). A sealed text is ``s1.<data key>.<nonce and ciphertext>``
in base64url; sealed bytes are the same without base64. The nonce is random, 96 bits; a data key seals far fewer than 2^32 values.
"""

from __future__ import annotations

import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import transaction

from .keys import Ring
from .models import DataKey

MARK = b"s1."
NONCE = 12
FRESH = 60.0
"""Seconds for which a process believes that a practice's data key is the newest."""
_opened: dict[str, AESGCM] = {}
_current: dict[int, tuple[str, float]] = {}


class Tampered(RuntimeError):
    """A sealed value does not open where it stands: it was changed, or belongs to another row, column or practice."""


class Place(NamedTuple):
    """Where a value stands."""

    practice: int
    table: str
    column: str
    row: str

    def bound(self) -> bytes:
        """What is authenticated with the value."""
        return "|".join(map(str, self)).encode()

    def __str__(self) -> str:
        return f"{self.table}.{self.column} of {self.row}"


def seal(place: Place, plain: bytes) -> bytes:
    """The sealed bytes of a value at this place."""
    name = current_key(place.practice)
    nonce = secrets.token_bytes(NONCE)
    return MARK + name.encode() + b"." + nonce + _key(name).encrypt(nonce, plain, place.bound())


def unseal(place: Place, sealed: bytes) -> bytes:
    """The value again. Raises Tampered."""
    mark, _, rest = bytes(sealed).partition(b".")
    name, _, body = rest.partition(b".")
    try:
        if mark + b"." != MARK:
            raise InvalidTag
        return _key(name.decode("ascii")).decrypt(body[:NONCE], body[NONCE:], place.bound())
    except (InvalidTag, ValueError, DataKey.DoesNotExist):
        raise Tampered(str(place)) from None


def as_text(sealed: bytes) -> str:
    """Sealed bytes for a text column."""
    mark, name, body = sealed.split(b".", 2)
    return f"{mark.decode()}.{name.decode()}.{urlsafe_b64encode(body).decode()}"


def from_text(text: str) -> bytes:
    """What :func:`as_text` made; what it cannot have made gives bytes that do not open."""
    mark, _, rest = text.partition(".")
    name, _, body = rest.partition(".")
    try:
        return b".".join((mark.encode(), name.encode(), urlsafe_b64decode(body)))
    except ValueError:
        return b""


def current_key(practice: int) -> str:
    """The name of the data key that this practice seals with; the first is made when it is asked for."""
    name, since = _current.get(practice, ("", 0.0))
    if name and time.monotonic() - since < FRESH:
        return name
    newest = DataKey.objects.filter(practice_id=practice).order_by("-id").first() or new_key(practice)
    # Only what is committed may be believed later: a data key of a transaction that is undone never existed.
    transaction.on_commit(lambda: _current.update({practice: (newest.name, time.monotonic())}))
    return newest.name


def new_key(practice: int) -> DataKey:
    """Make a data key; from now on (after at most a minute in other processes) the practice seals with it."""
    name, number = secrets.token_hex(6), Ring("fields").current()[0]
    _current.pop(practice, None)
    return DataKey.objects.create(
        practice_id=practice, name=name, wrapped=_wrap(practice, name, secrets.token_bytes(32), number), wrapped_by=number
    )


def rewrap(row: DataKey) -> DataKey:
    """Seal a data key under the key-encryption key in use now; nothing that it sealed changes."""
    number = Ring("fields").current()[0]
    if row.wrapped_by != number:
        row.wrapped, row.wrapped_by = _wrap(row.practice_id, row.name, _unwrap(row), number), number
        row.save(update_fields=["wrapped", "wrapped_by"])
    return row


def forget() -> None:
    """Forget every key that this process has opened."""
    _opened.clear()
    _current.clear()


def _key(name: str) -> AESGCM:
    if name not in _opened:
        _opened[name] = AESGCM(_unwrap(DataKey.objects.get(name=name)))
    return _opened[name]


def _wrap(practice: int, name: str, key: bytes, number: str) -> str:
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(Ring("fields").key(number)).encrypt(nonce, key, f"{practice}|{name}".encode())
    return urlsafe_b64encode(nonce + sealed).decode()


def _unwrap(row: Any) -> bytes:
    body = urlsafe_b64decode(row.wrapped)
    return AESGCM(Ring("fields").key(row.wrapped_by)).decrypt(body[:NONCE], body[NONCE:], f"{row.practice_id}|{row.name}".encode())
