"""The agreement without which no text of a record leaves the machine (business associate: 45 CFR 164.502(e), 164.504(e))."""

from __future__ import annotations

import tomllib
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from claimwright.core import InputError, Value


class Agreement(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """With whom, for which host, since when, signed by whom; ``until``: its last day, None where it has no end."""

    party: str
    host: str
    signed_on: date
    signed_by: str
    until: date | None = None


def read_agreement(path: Path) -> Agreement:
    """The agreement of a TOML file. Raises InputError."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), Agreement)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise InputError(str(path), f"is no agreement: {error}", "give party, host, signed_on and signed_by in TOML") from error


def permit(address: str, agreement: Agreement | None, on: date) -> None:
    """Refuse an address that text may not go to on this day: only this machine itself, or the host of an agreement, by TLS."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(address, "is no address of an endpoint", "give http://127.0.0.1:PORT/... or https://...")
    if is_own(parts.hostname):
        return
    if agreement is None or agreement.host.lower() != parts.hostname:
        raise InputError(address, "there is no agreement on file with this host", "record one, or use an endpoint on this machine")
    if not agreement.signed_on <= on or (agreement.until and on > agreement.until):
        raise InputError(address, "the agreement with this host is not in force on this day", "renew it, or leave the endpoint off")
    if parts.scheme != "https":
        raise InputError(address, "would send text in the clear", "use https")


def is_own(host: str) -> bool:
    """Whether an address is this machine's own and reached by nobody else."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
