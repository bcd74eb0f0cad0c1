"""The chain of the audit trail: how an event is signed, and the walk that proves that nothing was changed.

Each event's digest is an HMAC-SHA256 over its own fields and the digest before it; the keys lie outside the database (:mod:`.keys`) and are
named by id in the event. An altered, missing or inserted event breaks the chain at that event. A tail that was cut off leaves a whole
chain: that is found by the head row and, where the head was set back too, by the anchors outside the database (:mod:`.anchors`).
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from claimwright.office import paths

from . import anchors
from .keys import KeyMissing, Ring
from .models import AuditEvent, AuditHead
from .scope import crossing

FIRST_FORM = (
    "at", "practice_id", "actor", "role", "tag", "subject", "subject_id", "patient_id", "outcome", "reason", "detail", "address",
    "previous",
)  # fmt: skip
FIELDS = (
    "sequence", "at", "practice_id", "actor", "role", "tag", "act", "subject", "subject_id", "patient_id", "patients", "outcome", "reason",
    "detail", "purpose", "address", "client", "session", "request", "version", "key", "previous",
)  # fmt: skip
"""What is signed, in this order. Events without a key id were signed over the first form."""
_KEY, _DIGEST, _PREVIOUS, _SEQUENCE = FIELDS.index("key"), len(FIELDS), FIELDS.index("previous"), 0
_FIRST = tuple(FIELDS.index(name) for name in FIRST_FORM)


class Verdict(NamedTuple):
    """What checking found: the events walked, the first thing that is wrong ("" nothing), at which event, and what is odd but no fault."""

    events: int
    fault: str
    sequence: int = 0
    notes: tuple[str, ...] = ()


def sign(event: AuditEvent) -> str:
    """The digest of an event."""
    return _digest([getattr(event, name) for name in FIELDS])


def verify() -> Verdict:
    """Walk the whole chain; compare its end with the head, and every event with its anchor."""
    with crossing("trail"):
        return _walk()


def _walk() -> Verdict:
    kept, previous, count, last = anchors.read(), "", 0, 0
    columns = (*FIELDS, "digest")
    for row in AuditEvent.objects.order_by("sequence").values_list(*columns).iterator(chunk_size=5000):
        sequence = row[_SEQUENCE]
        if fault := _fault(row, previous, last, kept.digests):
            return Verdict(count, fault, sequence)
        previous, count, last = row[_DIGEST], count + 1, sequence
    head = AuditHead.objects.filter(pk=1).first()
    if head and (head.sequence, head.digest) != (last, previous):
        return Verdict(count, f"events after {last} are missing; the head of the chain stands at {head.sequence}", last + 1)
    fault, note = kept.against(last)
    return Verdict(count, fault, last + 1 if fault else 0, (note,) if note else ())


def _fault(row: Sequence[Any], previous: str, last: int, digests: dict[int, str]) -> str:
    sequence, digest = row[_SEQUENCE], row[_DIGEST]
    if row[_KEY] and last and sequence != last + 1:
        return f"events {last + 1} to {sequence - 1} are missing"
    if row[_PREVIOUS] != previous:
        return f"event {sequence} does not follow the one before: one was put in, taken out or changed"
    try:
        if not hmac.compare_digest(digest, _digest(row)):
            return f"event {sequence} was changed"
    except KeyMissing as missing:
        return f"event {sequence} cannot be checked: {missing}"
    if digests.get(sequence, digest) != digest:
        return f"event {sequence} differs from its anchor"
    return ""


def _digest(row: Sequence[Any]) -> str:
    signed = row[: len(FIELDS)] if row[_KEY] else [row[place] for place in _FIRST]
    return hmac.digest(_key(row[_KEY]), json.dumps(list(signed), separators=(",", ":")).encode(), "sha256").hex()


@cache
def _key(number: str) -> bytes:
    return Ring("trail").key(number) if number else paths.secret("audit.key").encode()
