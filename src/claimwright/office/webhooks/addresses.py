"""Where something may be sent: the operator's list decides, on the numbers that a name stands for at the moment of sending.

``CLAIMWRIGHT_OFFICE_WEBHOOKS`` names, by comma, networks (``127.0.0.0/8``) and ``public`` for every address of the open internet; nothing
by default. A name is looked up once and the connection is made to the very number that was judged, so that a name server cannot point
elsewhere in between; all numbers of a name must be allowed. Plain http goes to this machine only. Sources: OWASP Server-Side Request
Forgery Prevention Cheat Sheet; CWE-918; RFC 6890 (special-purpose addresses).
"""

from __future__ import annotations

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from .errors import NotAllowed

Number = ipaddress.IPv4Address | ipaddress.IPv6Address


class Target(NamedTuple):
    """Where to connect: ``number`` the judged address, ``host`` the name that the certificate must bear."""

    secure: bool
    host: str
    port: int
    path: str
    number: str


def target(address: str) -> Target:
    """Judge an address. Raises NotAllowed."""
    if not settings.WEBHOOKS:
        raise NotAllowed("webhooks are switched off here; the operator names what is allowed in CLAIMWRIGHT_OFFICE_WEBHOOKS")
    parts, port = _parts(address)
    numbers = _numbers(parts.hostname or "", port)
    if parts.scheme == "http" and not all(number.is_loopback for number in numbers):
        raise NotAllowed("only https leaves this machine")
    if not all(_allowed(number) for number in numbers):
        raise NotAllowed("the operator does not allow this address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme == "https", parts.hostname or "", port, path, str(numbers[0]))


def _parts(address: str) -> tuple[object, int]:
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise NotAllowed("it is no address") from None
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None or parts.fragment:
        raise NotAllowed("write https://name/path, without a name and password in it")
    if not address.isascii() or any(sign.isspace() or not sign.isprintable() for sign in address):
        raise NotAllowed("it is no address")
    return parts, port


def _numbers(host: str, port: int) -> list[Number]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotAllowed("its name is not known") from None
    return [_plain(ipaddress.ip_address(str(item[4][0]).partition("%")[0])) for item in found]


def _plain(number: Number) -> Number:
    """An IPv4 address that is dressed as IPv6 is judged as what it is."""
    return getattr(number, "ipv4_mapped", None) or number


def _allowed(number: Number) -> bool:
    return any(
        number.is_global and not number.is_multicast if name == "public" else number in ipaddress.ip_network(name, strict=False)
        for name in settings.WEBHOOKS
    )  # fmt: skip
