"""Writing the audit trail: one event in the same transaction as what it tells of. There is no switch to turn it off.

How events are chained and checked: :mod:`.chain`; what is kept outside the database: :mod:`.anchors`. Words that somebody searched for may
name a patient: the trail keeps :func:`words_digest`, which a compliance officer can compute again from a name, and the number of hits.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from claimwright import __version__

from . import anchors
from .chain import FIELDS, Verdict, sign, verify
from .keys import Ring, keyed_digest
from .models import AuditEvent, AuditHead
from .scope import crossing

__all__ = [
    "FIELDS", "Origin", "Verdict", "collecting", "describe", "detail", "from_address", "look", "origin", "record", "record_looks", "saw",
    "verify", "words_digest",
]  # fmt: skip

READS = ("read", "list", "search", "verify", "show")
CREATES = ("create", "import", "add", "grant", "receive")
DELETES = ("delete", "remove", "revoke")
EXECUTES = ("sign-in", "sign-out", "expire", "submit", "deliver", "export", "print", "scrub", "propose", "lock", "refused", "start", "stop")


@dataclass
class Origin:
    """Where a request comes from, and what has been recorded of it so far."""

    address: str = ""
    session: str = ""
    client: str = ""
    request: str = field(default_factory=lambda: secrets.token_hex(8))
    purpose: str = ""
    events: int = 0
    refused: bool = False
    """Whether an event tells of a refusal or a failure."""
    named: set[str] = field(default_factory=set)
    """Patients whom an event names."""
    seen: set[str] = field(default_factory=set)
    """Patients whose identity was opened (:mod:`.fields`)."""
    looks: list[dict[str, Any]] | None = None
    """What was looked at and is still to be recorded, where somebody does so at the end (:mod:`.trace`)."""


_detail: ContextVar[dict[str, Any] | None] = ContextVar("audit_detail", default=None)
_origin: ContextVar[Origin | None] = ContextVar("audit_origin", default=None)


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
def origin(where: Origin) -> Iterator[Origin]:
    """Put this on the events written meanwhile."""
    token = _origin.set(where)
    try:
        yield where
    finally:
        _origin.reset(token)


@contextmanager
def from_address(address: str) -> Iterator[None]:
    """Remember where the request comes from, for the events written meanwhile; what is known of it already stays."""
    with origin(_origin.get() or Origin(address=address)):
        yield


def describe(**parts: str) -> None:
    """Say more of where the request comes from, for the events still to be written."""
    if here := _origin.get():
        for name, value in parts.items():
            setattr(here, name, value)


def saw(public_id: str) -> None:
    """Note that a patient's identity was opened in this request."""
    if here := _origin.get():
        here.seen.add(public_id)


def look(tag: str, **said: Any) -> None:
    """Somebody looks at something: as :func:`record`, but of a request written at its end, with the patients whose identity it opened."""
    here = _origin.get()
    if here is None or here.looks is None:
        record(tag, **said)
        return
    _patient_of(said.get("subject"))  # found now, while its practice is in scope
    here.looks.append({"tag": tag, **said})


def record_looks(here: Origin, outcome: str) -> None:
    """Write what was looked at; the last event names the patients whom none named so far."""
    looks, here.looks = here.looks or [], None
    for number, said in enumerate(looks, start=1):
        own = {_patient_of(said.get("subject"))}
        record(outcome=outcome, patients=here.seen - here.named - own if number == len(looks) else None, **said)


def words_digest(practice: Any, words: str) -> str:
    """What the trail keeps of the words of a search: a keyed digest, the same for the same words of one practice."""
    return keyed_digest(Ring("index").first(), str(getattr(practice, "pk", practice)), " ".join(words.casefold().split()))[:24]


def record(
    tag: str,
    *,
    by: Any = None,
    subject: Any = None,
    outcome: str = "done",
    reason: str = "",
    actor: str = "",
    facts: dict[str, Any] | None = None,
    patients: set[str] | None = None,
) -> AuditEvent:
    """Append one event, in the transaction that is open (one is opened where there is none).

    The practice is that of ``by``, else of the subject, else where ``actor`` belongs; an event of nobody known belongs to none.
    ``patients``: opaque ids of further patients whom it concerns. Whoever appends holds the head of the chain until the transaction ends.
    """
    here = _origin.get() or Origin(request="")
    event = AuditEvent(
        practice_id=by.practice_id if by else _practice_of(subject) or _home_of(actor),
        actor=_clean(by.user.username if by else actor, 150),
        role=by.role if by else "",
        tag=tag,
        act=act_of(tag),
        subject=type(subject).__name__ if subject is not None else "",
        subject_id=getattr(subject, "public_id", "") if subject is not None else "",
        patient_id=_patient_of(subject),
        patients=" ".join(sorted(patients or ())),
        outcome=outcome,
        reason=_clean(reason, 500),
        detail=_clean(json.dumps(facts or {}, default=str, sort_keys=True), 1000),
        purpose=here.purpose,
        address=here.address[:45],
        client=_clean(here.client, 120),
        session=here.session,
        request=here.request,
        version=__version__,
    )
    _append(event)
    here.events, here.refused = here.events + 1, here.refused or outcome != "done"
    here.named |= {event.patient_id, *(patients or ())}
    transaction.on_commit(lambda: anchors.drop(event.sequence, event.digest))
    return event


def _append(event: AuditEvent) -> None:
    """Give an event its place in the chain, its time and its signature, and keep it."""
    with crossing("trail"), transaction.atomic():
        head, _ = AuditHead.objects.select_for_update(no_key=True).get_or_create(pk=1)
        event.sequence, event.previous, event.key = head.sequence + 1, head.digest, Ring("trail").current()[0]
        event.at = timezone.now().isoformat(timespec="milliseconds")
        event.digest = sign(event)
        event.save(force_insert=True)
        head.sequence, head.digest = event.sequence, event.digest
        head.save(update_fields=["sequence", "digest"])


def act_of(tag: str) -> str:
    """C, R, U, D or E, by the verb at the tag's end; what is no verb of these lists changes something."""
    verb = tag.rsplit(":", 1)[-1]
    for letter, verbs in (("R", READS), ("C", CREATES), ("D", DELETES), ("E", EXECUTES)):
        if verb in verbs:
            return letter
    return "U"


def _practice_of(subject: Any) -> int | None:
    return subject.pk if type(subject).__name__ == "Practice" else getattr(subject, "practice_id", None)


def _home_of(actor: str) -> int | None:
    """The practice whose officer shall see what a person did in none, such as signing in: the first she was made a member of."""
    if not actor:
        return None
    with crossing("setup"):
        members = apps.get_model("accounts.Membership").objects.filter(user__username=actor)
        return members.order_by("pk").values_list("practice_id", flat=True).first()


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
