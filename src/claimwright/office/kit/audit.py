"""Writing and checking the audit trail.

Each event's digest is an HMAC-SHA256 over its own fields and the digest before it; the key lies outside the database. An altered or
missing row breaks the chain at that row. A cut-off tail leaves a whole chain, so every event's number and digest also goes, after the
commit, to an anchor file beside the database; :func:`verify` compares both.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from claimwright.office import paths

from .models import AuditEvent

FIELDS = (
    "at", "practice_id", "actor", "role", "tag", "subject", "subject_id", "patient_id", "outcome", "reason", "detail", "address",
    "previous",
)  # fmt: skip
_detail: ContextVar[dict[str, Any] | None] = ContextVar("audit_detail", default=None)
_address: ContextVar[str] = ContextVar("audit_address", default="")


class Verdict(NamedTuple):
    """What checking the trail found: how many events, and the first thing that is wrong ("" when nothing is)."""

    events: int
    fault: str


def detail(**facts: Any) -> None:
    """Add facts (counts, opaque ids, never PHI) to the event of the action that is running."""
    facts_so_far = _detail.get()
    if facts_so_far is not None:
        facts_so_far.update(facts)


@contextmanager
def collecting() -> Iterator[dict[str, Any]]:
    """Collect the details of one action."""
    facts: dict[str, Any] = {}
    token = _detail.set(facts)
    try:
        yield facts
    finally:
        _detail.reset(token)


@contextmanager
def from_address(address: str) -> Iterator[None]:
    """Remember where the request comes from, for the events written meanwhile."""
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def record(
    tag: str,
    *,
    by: Any = None,
    subject: Any = None,
    outcome: str = "done",
    reason: str = "",
    actor: str = "",
    facts: dict[str, Any] | None = None,
) -> AuditEvent:
    """Append one event, in the transaction that is open (one is opened where there is none)."""
    with transaction.atomic():
        last = AuditEvent.objects.order_by("-sequence").values_list("digest", flat=True).first()
        event = AuditEvent(
            at=timezone.now().isoformat(timespec="milliseconds"),
            practice_id=by.practice_id if by else None,
            actor=_clean(by.user.username if by else actor, 150),
            role=by.role if by else "",
            tag=tag,
            subject=type(subject).__name__ if subject is not None else "",
            subject_id=getattr(subject, "public_id", "") if subject is not None else "",
            patient_id=_patient_of(subject),
            outcome=outcome,
            reason=_clean(reason, 500),
            detail=_clean(json.dumps(facts or {}, default=str, sort_keys=True), 1000),
            address=_address.get()[:45],
            previous=last or "",
        )
        event.digest = _digest(event)
        event.save()
    transaction.on_commit(lambda: _anchor(event.sequence, event.digest))
    return event


def verify() -> Verdict:
    """Walk the whole chain and compare it with the anchors."""
    anchors, previous, count, last = _anchors(), "", 0, 0
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.previous != previous or event.digest != _digest(event):
            return Verdict(count, f"event {event.sequence} was changed, or one before it is missing")
        if anchors.get(event.sequence, event.digest) != event.digest:
            return Verdict(count, f"event {event.sequence} differs from its anchor")
        previous, count, last = event.digest, count + 1, event.sequence
    if anchors and max(anchors) > last:
        return Verdict(count, f"events after {last} are missing; the anchors go to {max(anchors)}")
    return Verdict(count, "")


def _digest(event: AuditEvent) -> str:
    content = json.dumps([getattr(event, name) for name in FIELDS], separators=(",", ":"))
    return hmac.new(_key(), content.encode(), hashlib.sha256).hexdigest()


@cache
def _key() -> bytes:
    return paths.secret("audit.key").encode()


def _patient_of(subject: Any) -> str:
    if subject is None or not hasattr(subject, "pk"):
        return ""
    if type(subject).__name__ == "Patient":
        return str(subject.public_id)
    patient = getattr(subject, "patient", None) or getattr(getattr(subject, "encounter", None), "patient", None)
    return getattr(patient, "public_id", "") or ""


def _clean(text: str, limit: int) -> str:
    """Printable text only: a line break or escape sequence in a name must not forge a line in a printed log."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:limit]


def _anchor_file() -> Path | None:
    name = str(connection.settings_dict["NAME"])
    return None if "memory" in name or name.startswith("file:") else Path(f"{name}-anchors")


def _anchor(sequence: int, digest: str) -> None:
    if file := _anchor_file():
        handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{sequence} {digest}\n".encode())
        finally:
            os.close(handle)


def _anchors() -> dict[int, str]:
    file = _anchor_file()
    if not file or not file.exists():
        return {}
    pairs = (line.split() for line in file.read_text("ascii").splitlines())
    return {int(pair[0]): pair[1] for pair in pairs if len(pair) == 2 and len(pair[1]) == 64}
