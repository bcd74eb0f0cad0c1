"""One message to one address: signed, to the judged number only, no redirect followed, nothing of the answer kept but its status.

The signature is that of Standard Webhooks 1.0 (standardwebhooks.com), for which receivers have libraries: ``webhook-id``,
``webhook-timestamp`` and ``webhook-signature``, the last being ``v1,`` and the base64 of HMAC-SHA256 over ``id.timestamp.body``.
"""

from __future__ import annotations

import hmac
import http.client
import secrets
import socket
import ssl
import threading
from base64 import b64decode, b64encode
from contextlib import suppress
from typing import Any

from claimwright import __version__

from .addresses import Target

MARK = "whsec_"
PATIENCE = 15.0
"""Seconds that one message may take from beginning to end."""


class NotTaken(Exception):
    """The address did not take the message; the text names no content."""


def new_secret() -> str:
    """256 random bits as Standard Webhooks writes them."""
    return MARK + b64encode(secrets.token_bytes(32)).decode()


def signature(secret: str, name: str, at: int, body: bytes) -> str:
    """The value of ``webhook-signature``."""
    key = b64decode(secret.removeprefix(MARK))
    return "v1," + b64encode(hmac.digest(key, f"{name}.{at}.".encode() + body, "sha256")).decode()


def send(to: Target, secret: str, name: str, at: int, body: bytes) -> int:
    """Send it and give the status, 200 to 299. Raises NotTaken."""
    headers = {
        "Content-Type": "application/json", "User-Agent": f"Claimwright/{__version__}", "webhook-id": name, "webhook-timestamp": str(at),
        "webhook-signature": signature(secret, name, at, body), "Connection": "close",
    }  # fmt: skip
    line = _Line(to)
    watch = threading.Timer(PATIENCE, line.cut)
    watch.start()
    try:
        line.request("POST", to.path, body, headers)
        status = line.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise NotTaken(type(error).__name__) from error
    finally:
        watch.cancel()
        line.close()
    if not 200 <= status < 300:
        raise NotTaken(f"status {status}")
    return status


class _Line(http.client.HTTPConnection):
    """A connection to the judged number, with TLS in the name of the host."""

    def __init__(self, to: Target) -> None:
        super().__init__(to.host, to.port, timeout=PATIENCE / 3)
        self.to = to

    def connect(self) -> None:
        self.sock: Any = socket.create_connection((self.to.number, self.to.port), self.timeout)
        if self.to.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.to.host)

    def cut(self) -> None:
        """End it, whatever it waits for: an address that answers a byte at a time would hold the worker."""
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)
